import { expect, it } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import { formatList, formatValue, truncate } from './format-text.ts';

const list = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it.each<[value: JsonValue | undefined, text: string]>([
  [undefined, 'nothing'],
  [null, 'null'],
  ['', '""'],
  [1.5, '1.5'],
  [{}, 'an object'],
  [[], 'an empty list'],
  [['a', null, 1], '["a", null, 1]'],
  [[{}], 'a list of 1'],
  [['a', []], 'a list of 2'],
  [list(8), '[1, 2, 3, 4, 5, 6, 7, 8]'],
  [list(9), 'a list of 9'],
  ['x'.repeat(78), `"${'x'.repeat(78)}"`],
  ['x'.repeat(79), `"${'x'.repeat(78)}…`],
  [list(8).map(() => 'x'.repeat(20)), `["${'x'.repeat(20)}", "${'x'.repeat(20)}", "${'x'.repeat(20)}", "xxxxx…`],
])('formats a value for a sentence (%#)', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

it('lists eight parts, and counts the others', () => {
  const parts = list(9).map(String);
  expect(formatList(parts.slice(1))).toBe('2; 3; 4; 5; 6; 7; 8; 9');
  expect(formatList(parts, ', ')).toBe('1, 2, 3, 4, 5, 6, 7, 8 and 1 more');
  expect(formatList([])).toBe('');
});

it('cuts a text that is too long, not one that just fits', () => {
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abcd', 3)).toBe('ab…');
});
