import { describe, expect, test } from 'vitest';
import { formatSums, readSums } from './check-hashes.ts';

const [one, two] = ['1'.repeat(64), '2'.repeat(64)];

describe('sums', () => {
  test('are lines as sha256sum writes them, by name, and are read back', () => {
    const text = formatSums([
      { hash: two, name: 'report.html' },
      { hash: one, name: 'allure-results/a b.json' },
    ]);
    expect(text).toBe(`${one}  allure-results/a b.json\n${two}  report.html\n`);
    expect(readSums(text).sums).toEqual([
      { hash: one, name: 'allure-results/a b.json' },
      { hash: two, name: 'report.html' },
    ]);
  });

  test('may come from sha256sum itself, in binary mode and with the line ends of another system', () => {
    expect(readSums(`${one} *report.html\r\n`)).toEqual({ sums: [{ hash: one, name: 'report.html' }], faults: [] });
  });

  test.each(['../a', '/etc/hosts', 'a/../../b', './a', 'a//b', 'C:/x', '..'])(
    'name no place outside, such as %s',
    (name) => {
      const { sums, faults } = readSums(`${one}  ${name}\n`);
      expect([sums, faults[0]?.why]).toEqual([[], 'names a file outside the folder']);
    },
  );

  test.each(['', 'a', `${one} report.html`, `${one.slice(1)}  report.html`, `${'A'.repeat(64)}  report.html`])(
    'are nothing like "%s"',
    (line) => {
      const { sums, faults } = readSums(`${two}  a\n${line}\n`);
      expect([sums.length, faults]).toEqual([1, [{ line: 2, text: line, why: 'is not a line of sha256sum' }]]);
    },
  );
});
