import { expect, it } from 'vitest';
import { ownState } from '../context.ts';
import { tokenExpiryOverrides } from './token-expiry-overrides.ts';

const now = new Date('2026-10-05T09:30:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it('does not affect a token without an override', async () => {
  const lives = tokenExpiryOverrides(ownState());
  await lives.add('one', { uses: 0 }, now);
  expect([await lives.use('other', later(9999)), await lives.use('one', now)]).toEqual([true, false]);
});

it('expires a token by seconds or by uses, to the second and to the use', async () => {
  const lives = tokenExpiryOverrides(ownState());
  await lives.add('seconds', { seconds: 10 }, now);
  await lives.add('uses', { uses: 2 }, now);
  expect(await Promise.all([9, 10, 11].map((seconds) => lives.use('seconds', later(seconds))))).toEqual([
    true,
    false,
    false,
  ]);
  expect(await Promise.all([1, 2, 3].map((seconds) => lives.use('uses', later(seconds))))).toEqual([true, true, false]);
});

it('keeps no override beyond the token’s usual expiry', async () => {
  const lives = tokenExpiryOverrides(ownState());
  await lives.add('old', { uses: 0 }, now);
  await lives.add('young', { uses: 0 }, later(1));
  await lives.add('new', { uses: 0 }, later(3600));
  expect(await Promise.all(['old', 'young', 'new'].map((token) => lives.use(token, later(3600))))).toEqual([
    true,
    false,
    false,
  ]);
});

it('clears all overrides on request', async () => {
  const lives = tokenExpiryOverrides(ownState());
  await lives.add('one', { uses: 0 }, now);
  await lives.forget();
  expect(await lives.use('one', now)).toBe(true);
});
