import { expect, it } from 'vitest';
import { shortLives } from './short-lives.ts';

const now = new Date('2026-10-05T09:30:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it('leaves a token alone that nobody shortened', () => {
  const lives = shortLives();
  lives.shorten('one', { uses: 0 }, now);
  expect([lives.use('other', later(9999)), lives.use('one', now)]).toEqual([true, false]);
});

it('ends a life by seconds or by uses, to the second and to the use', () => {
  const lives = shortLives();
  lives.shorten('seconds', { seconds: 10 }, now);
  lives.shorten('uses', { uses: 2 }, now);
  expect([9, 10, 11].map((seconds) => lives.use('seconds', later(seconds)))).toEqual([true, false, false]);
  expect([1, 2, 3].map((seconds) => lives.use('uses', later(seconds)))).toEqual([true, true, false]);
});

it('remembers no token for longer than it would have lived by itself', () => {
  const lives = shortLives();
  lives.shorten('old', { uses: 0 }, now);
  lives.shorten('young', { uses: 0 }, later(1));
  lives.shorten('new', { uses: 0 }, later(3600));
  expect(['old', 'young', 'new'].map((token) => lives.use(token, later(3600)))).toEqual([true, false, false]);
});

it('forgets all of them when it is told to', () => {
  const lives = shortLives();
  lives.shorten('one', { uses: 0 }, now);
  lives.forget();
  expect(lives.use('one', now)).toBe(true);
});
