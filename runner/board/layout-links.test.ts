import { expect, test } from 'vitest';
import { linksFor } from './layout.ts';

test('an address names the client before what else it says', () => {
  expect(linksFor(undefined).lists()).toBe('/_rehearsal/board/lists');
  expect(linksFor(undefined).faults({ done: 'planned' })).toBe('/_rehearsal/board/faults?done=planned');
  expect(linksFor('a&b').reportFile('report.html', { keep: 'yes' })).toBe(
    '/_rehearsal/board/report/report.html?client=a%26b&keep=yes',
  );
});
