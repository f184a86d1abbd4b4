import { expect, test } from 'vitest';
import { filesWithLists, isCurrent, withTables } from './write-lists.ts';

test.each([...filesWithLists()])('%s holds the lists of the code (else: npm run lists)', (file, text) => {
  expect(isCurrent(file, text)).toBe(true);
});

test('a copy that is old is seen, in JSON and in text', () => {
  expect(isCurrent('some.json', '{"a":[1,2]}', '{ "a": [1, 2] }')).toBe(true);
  expect(isCurrent('some.json', '{"a":[1,2]}', '{ "a": [1] }')).toBe(false);
  expect(isCurrent('some.md', 'a', 'a ')).toBe(false);
});

test('a document gets the table that it asks for, and keeps the rest', () => {
  const written = withTables('# A\n\n<!-- list: drivers -->\n\nold\n<!-- end of list -->\n\nThe rest.\n');
  expect(written).toContain('\n| `exec:CMD` | runs a command for each brief');
  expect(written).not.toContain('old');
  expect(written).toMatch(/^# A\n\n<!-- list: drivers -->\n\n\| .*\n\n<!-- end of list -->\n\nThe rest\.\n$/s);
  expect(withTables(written)).toBe(written);
});

test('a list that is not there is refused', () => {
  expect(() => withTables('<!-- list: colours -->\n\n<!-- end of list -->')).toThrow('unknown list "colours"');
});
