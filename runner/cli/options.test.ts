import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { duration, idList, portOption, wholeNumber } from './options.ts';

describe('a duration', () => {
  test.each([
    ['30s', 30_000],
    ['2m', 120_000],
    ['500ms', 500],
    ['1.5s', 1500],
    ['7', 7000],
    ['2147483647ms', 2_147_483_647],
  ])('%s is %i milliseconds', (text, milliseconds) => {
    expect(duration(text)).toBe(milliseconds);
  });

  // The last exceeds the maximum of a timer in Node, which would fire at once.
  test.each(['', 's', '0', '0s', '0.4ms', '-1s', '1h', '1 s', '1e3', ' 1s', '1s ', '٣s', 'Infinity', '2147483648ms'])(
    '"%s" is refused',
    (text) => {
      expect(() => duration(text)).toThrow(InvalidArgumentError);
      expect(() => duration(text)).toThrow('from 1ms to 24 days');
    },
  );
});

describe('a whole number', () => {
  test.each([
    ['0', 0],
    ['42', 42],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('is read from %s', (text, value) => {
    expect(wholeNumber(text)).toBe(value);
  });

  test.each(['', ' ', '-1', '+1', '1.0', '1e3', '0x10', '9007199254740992', 'NaN'])('is not read from "%s"', (text) => {
    expect(() => wholeNumber(text)).toThrow(InvalidArgumentError);
  });
});

describe('a port', () => {
  const read = (text: string): unknown => portOption().parseArg?.(text, undefined);

  test('is a number from 0 (a free port) to 65535', () => {
    expect(portOption().defaultValue).toBe(3001);
    expect(['0', '3001', '65535'].map(read)).toEqual([0, 3001, 65_535]);
    for (const text of ['65536', '-1', 'http']) expect(() => read(text)).toThrow(InvalidArgumentError);
  });
});

describe('a list of ids', () => {
  test('may have spaces, lower case and empty entries, and may be repeated', () => {
    expect(idList('r01, R04,,c02 ')).toEqual(['R01', 'R04', 'C02']);
    expect(idList('h01', ['R01'])).toEqual(['R01', 'H01']);
  });

  test.each(['', ',', ' , '])('names at least one: not "%s"', (text) => {
    expect(() => idList(text)).toThrow(InvalidArgumentError);
  });
});
