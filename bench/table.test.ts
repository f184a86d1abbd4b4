import { expect, test } from 'vitest';
import { summarise } from './summary.ts';
import { resultTable, table } from './table.ts';

test('a table is Markdown, with names to the left and numbers to the right', () => {
  expect(
    table(
      ['', '×'],
      [
        ['a', '1'],
        ['bcd', '2'],
      ],
    ),
  ).toBe(
    [
      '|     |  × |', //
      '| --- | -: |',
      '| a   |  1 |',
      '| bcd |  2 |',
    ].join('\n'),
  );
});

test('what was not measured is a dash, not a zero', () => {
  const text = resultTable(summarise([{ id: 'ours', title: 'ours' }], []));
  expect(text.split('\n').at(-1)).toMatch(/^\| ours(?: +\| +–){14} \|$/);
});
