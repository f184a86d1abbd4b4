import { expect, test } from 'vitest';
import { renderJson } from './json.ts';
import { readRehearsal } from './read-rehearsal.ts';
import { sampleRehearsal } from './testing/sample-rehearsal.ts';

function problemOf(value: unknown): string {
  const read = readRehearsal(typeof value === 'string' ? value : JSON.stringify(value));
  return read.kind === 'problem' ? read.problem : 'no problem';
}

const withFirst = (change: object) => ({
  ...sampleRehearsal,
  scenarios: sampleRehearsal.scenarios.map((result, index) => (index === 0 ? { ...result, ...change } : result)),
});

const withSettings = (change: object) => ({ ...sampleRehearsal, settings: { ...sampleRehearsal.settings, ...change } });

function withBrief(change: object) {
  const tasks = sampleRehearsal.scenarios[0]?.tasks.map((act) => ({ ...act, brief: { ...act.brief, ...change } }));
  return withFirst({ tasks });
}

test('what was written is read back', () => {
  expect(readRehearsal(renderJson(sampleRehearsal))).toEqual({ kind: 'ok', rehearsal: sampleRehearsal });
});

test('a byte-order mark, as some editors leave it, is no problem', () => {
  expect(readRehearsal(`\ufeff${renderJson(sampleRehearsal)}`).kind).toBe('ok');
});

test.each([
  [
    'text that is not JSON',
    '{"format":',
    /^This is not JSON: .+ Use the rehearsal\.json as `npx receipt-rehearsal run` wrote it/,
  ],
  [
    'a part of one',
    renderJson(sampleRehearsal).slice(0, 5000),
    /^This is not JSON: .+ The file ends early\. Use the rehearsal/,
  ],
  [
    'a nest',
    JSON.stringify(sampleRehearsal).replace('{"json":{', `{"json":{"a":${'['.repeat(5000)}${']'.repeat(5000)},`),
    /^This is nested more deeply than any rehearsal\./,
  ],
  [
    'a newer version',
    { ...sampleRehearsal, seal: 1, tool: { name: 'receipt-rehearsal', version: '9.9.9' } },
    /^At the top level, "seal" is not a known member.+ Version "9\.9\.9" of receipt-rehearsal wrote it/,
  ],
  [
    'a newer format',
    { format: 'receipt-rehearsal/9' },
    /format "receipt-rehearsal\/9", written by an unknown version; this version reads "receipt-rehearsal\/2"\. Use the/,
  ],
  [
    'format 1',
    { format: 'receipt-rehearsal/1', tool: { name: 'receipt-rehearsal', version: '0.9.0' } },
    /format "receipt-rehearsal\/1", written by receipt-rehearsal "0\.9\.0"; this version reads .+ Run the rehearsal again/,
  ],
  [
    'another file of JSON',
    { results: {} },
    /^This is JSON, but not a rehearsal: .+ Use the rehearsal\.json of a report/,
  ],
  [
    'another kind of file',
    '<?xml version="1.0"?>',
    /^This is not JSON: it begins with "<\?xml .+ Use the rehearsal\.json of/,
  ],
  ['an empty file', ' \n', /^This file is empty\. Use the rehearsal\.json of a report folder\./],
  ['a missing field', { ...sampleRehearsal, tool: { name: 'receipt-rehearsal' } }, /^At tool, "version" is missing\./],
  ['an unknown field', withFirst({ score: 1 }), /^At scenarios\.0, "score" is not a known member\./],
  ['a wrong verdict', withFirst({ verdict: 'great' }), /^At scenarios\.0\.verdict, "great" .+: "pass", "fail"/],
  ['a wrong checker', withFirst({ checker: { status: 'Pass' } }), /^At scenarios\.0\.checker, "message" is missing\./],
  [
    'an unknown action',
    withBrief({ action: 'delete' }),
    /^At scenarios\.0\.tasks\.0\.brief\.action, "delete" .+: "submit"/,
  ],
  [
    'another action',
    withBrief({ action: 'submit-all' }),
    /^At scenarios\.0\.tasks\.0\.brief, "movements" is missing\./,
  ],
  [
    'a wrong level',
    withFirst({ findings: [{ text: 'a', level: 'error' }] }),
    /findings\.0\.level, "error" .+"warning"/,
  ],
  ['a wrong suite', withSettings({ suite: 'both' }), /^At settings\.suite, "both" .+: "pat", "behaviour", "all"/],
  ['a wrong time', { ...sampleRehearsal, startedAt: '18/01/2027' }, /^At startedAt, "18\/01\/2027" must/],
])('names the place and the fix for %s', (_, value, expected) => {
  expect(problemOf(value)).toMatch(expected);
});

test('a problem is one harmless line, whatever the file holds', () => {
  const problem = problemOf(withFirst({ verdict: `\u001b[2J\n${'x'.repeat(1000)}` }));
  expect(problem).not.toMatch(/\p{Cc}/u);
  expect(problem.length).toBeLessThan(400);
});
