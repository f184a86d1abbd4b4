import { expect, test } from 'vitest';
import { githubAnnotations } from './github-annotations.ts';
import { hostileRehearsal, payloadNames } from './testing/hostile-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal } from './testing/sample-rehearsal.ts';

/** Reads an annotation as the runner of GitHub does. */
function read(line: string): { title: string; message: string } {
  const [, title = '', message = ''] = /^::error title=(.*?)::(.*)$/.exec(line) ?? [];
  const plain = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const decoded = plain(title).replaceAll('%3A', ':').replaceAll('%2C', ',');
  return { title: decoded.replaceAll('%25', '%'), message: plain(message).replaceAll('%25', '%') };
}

test('each scenario that fails a run has an annotation, and no other', () => {
  const failing = sampleRehearsal.scenarios.filter(({ verdict, declaration }) => {
    return ['fail', 'not-exercised', 'error'].includes(verdict) || (verdict === 'blocked' && !declaration?.evidence);
  });
  const ids = githubAnnotations(sampleRehearsal).map((line) => read(line).title.split(' ')[0]);
  expect(ids).toEqual(failing.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(1);
  expect(githubAnnotations(allPassedRehearsal)).toEqual([]);
});

test('an annotation has title, finding, field and fix, on lines of its own', () => {
  const [failed] = sampleRehearsal.scenarios.filter(({ verdict }) => verdict === 'fail');
  const [exchange] = sampleRehearsal.exchanges;
  if (failed === undefined || exchange === undefined) throw new Error('the sample has no failed scenario');
  const finding = { text: '50% of it, at least', field: 'carrier.name', expected: '"A, B"', found: 'nothing' };
  const note = {
    kind: 'explanation',
    key: 'carrier.name',
    text: 'missing',
    source: 'a page',
    fix: 'Add carrier.name: a text.',
  } as const;
  const lines = githubAnnotations({
    scenarios: [{ ...failed, title: 'A title: 100%, and more', findings: [finding], exchanges: [exchange.seq] }],
    exchanges: [{ ...exchange, notes: [note] }],
  });
  expect(lines).toEqual([
    `::error title=${failed.id} A title%3A 100%25%2C and more%3A failed::- 50%25 of it, at least%0A  field: carrier.name%0A  expected: "A, B"%0A  found: nothing%0A  fix: Add carrier.name: a text.`,
  ]);
});

test.each(payloadNames)('a product cannot write a command of its own with %s', (name) => {
  for (const line of githubAnnotations(hostileRehearsal(name))) {
    expect(line).toMatch(/^::error title=[^:,\r\n]*::[^\r\n]*$/);
  }
});

test('a title or a finding that is a command stays text', () => {
  const [failed] = sampleRehearsal.scenarios.filter(({ verdict }) => verdict === 'fail');
  if (failed === undefined) throw new Error('the sample has no failed scenario');
  const hostile = 'x::\r\n::stop-commands::abc\n::add-mask::a%0A::error::b';
  const [line = '', ...more] = githubAnnotations({
    scenarios: [{ ...failed, title: hostile, findings: [{ text: hostile }] }],
    exchanges: [],
  });
  expect(more).toEqual([]);
  expect(line.split(/[\r\n]/)).toHaveLength(1);
  expect(read(line).message).toContain('::add-mask::a%0A::error::b');
});
