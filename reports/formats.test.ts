import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleRehearsal } from './fixtures/sample-rehearsal.ts';
import { formatNames, formats } from './formats.ts';

test('every format has its own file name and draws the sample', () => {
  expect(new Set(formatNames.map((name) => formats[name].file)).size).toBe(formatNames.length);
  for (const name of formatNames) expect(formats[name].render(sampleRehearsal)).toContain('R04');
});

test('a format is a pure function: the same rehearsal gives the same text and is left as it was', () => {
  const before = structuredClone(sampleRehearsal);
  for (const name of formatNames) {
    expect(formats[name].render(sampleRehearsal)).toBe(formats[name].render(sampleRehearsal));
  }
  expect(sampleRehearsal).toEqual(before);
});

test('every format has a test beside it', () => {
  for (const file of ['json', 'junit', 'summary', 'html']) {
    expect(existsSync(new URL(`./${file}.test.ts`, import.meta.url))).toBe(true);
  }
});
