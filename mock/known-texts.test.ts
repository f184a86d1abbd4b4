import { expect, it } from 'vitest';
import { KnownTexts } from './known-texts.ts';

it('gives what was last known of a text, however many others were asked for since', () => {
  const known = new KnownTexts<number>();
  const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
  for (const [index, text] of texts.entries()) known.set(text, index);
  for (const _ of [1, 2]) expect(texts.map((text) => known.get(text))).toEqual(texts.map((_, index) => index));
  known.set('text 3', -3);
  expect([known.get('text 3'), known.get('text 4'), known.get('another')]).toEqual([-3, 4, undefined]);
});

it('forgets all at once in the place of growing', () => {
  const known = new KnownTexts<number>();
  for (let count = 0; count < 1_000; count += 1) known.set(`text ${count}`, count);
  expect(known.get('text 0')).toBe(0);
  known.set('one more', 1);
  expect([known.get('text 0'), known.get('text 999'), known.get('one more')]).toEqual([undefined, undefined, 1]);
});
