import { describe, expect, test } from 'vitest';
import { readGrowthOptions } from './growth-options.ts';
import { help, readOptions } from './options.ts';
import { quickRows, rows } from './rows.ts';

const read = (...args: string[]) => readOptions(args, rows);
const ids = (...args: string[]) => read(...args).rows.map(({ id }) => id);

describe('the options', () => {
  test('leave nothing out by default', () => {
    expect(read()).toMatchObject({ rows, rounds: 3, seconds: 4, build: true, jsonFile: undefined });
  });

  test('name rows in any order, and the table keeps its own', () => {
    expect(ids('--rows', 'node-http,mock')).toEqual(['mock', 'node-http']);
  });

  test('have a quick mode, which other options may still change', () => {
    expect(ids('--quick')).toEqual(quickRows);
    expect(read('--quick')).toMatchObject({ rounds: 1, seconds: 2 });
    expect(read('--quick', '--rows', 'prism', '--rounds', '5')).toMatchObject({ rounds: 5, seconds: 2 });
    expect(ids('--quick', '--rows', 'prism')).toEqual(['prism']);
  });

  test.each([
    [['--rows', 'mock,mok'], 'no row mok: choose from mock,'],
    [['--rounds', '0'], '--rounds: "0" is not a whole number of at least 1'],
    [['--seconds', '0.01'], '--seconds: "0.01" is not a number of at least 0.1'],
    [['--seconds', '4s'], '--seconds: "4s" is not a number'],
    [['--fast'], '--fast'],
    [['mock'], 'mock'],
  ])('refuse %j', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  test('are all in the help, and so are the rows', () => {
    for (const { id } of rows) expect(help(rows)).toContain(id);
  });

  test('of the growth benchmark are as strict', () => {
    expect(readGrowthOptions([])).toMatchObject({ count: 1_000_000, rounds: 10 });
    expect(() => readGrowthOptions(['--count', '10'])).toThrow('--count: "10" is not a whole number of at least 1000');
    expect(() => readGrowthOptions(['--seconds', '4'])).toThrow('--seconds');
  });
});

test('every row has its own id', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([...quickRows]));
});
