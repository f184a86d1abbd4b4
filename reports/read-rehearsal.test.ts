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
  ['no JSON', '{"format":', /^This is not JSON: .+ Give the rehearsal\.json as `rehearse run` wrote it/],
  [
    'a part of one',
    renderJson(sampleRehearsal).slice(0, 5000),
    /^This is not JSON: .+ Is it whole\? Give the rehearsal/,
  ],
  [
    'a nest',
    JSON.stringify(sampleRehearsal).replace('{"json":{', `{"json":{"a":${'['.repeat(5000)}${']'.repeat(5000)},`),
    /^This is nested more deeply than any rehearsal\./,
  ],
  [
    'a newer version',
    { ...sampleRehearsal, seal: 1, tool: { name: 'receipt-rehearsal', version: '9.9.9' } },
    /^At the top level stands "seal".+ version "9\.9\.9" of the tool wrote it/,
  ],
  ['another format', { format: 'receipt-rehearsal/9' }, /format "receipt-rehearsal\/9"; this version reads "receipt-r/],
  ['another kind of file', [1, 2], /^At the top level stands \[1,2\], which must be object/],
  ['a missing field', { ...sampleRehearsal, tool: { name: 'receipt-rehearsal' } }, /^At tool, "version" is missing\./],
  ['an unknown field', withFirst({ score: 1 }), /^At scenarios\.0 stands "score", which no rehearsal has\./],
  ['a wrong verdict', withFirst({ verdict: 'great' }), /^At scenarios\.0\.verdict stands "great", .+: "pass", "fail"/],
  ['a wrong checker', withFirst({ checker: { status: 'Pass' } }), /^At scenarios\.0\.checker, "message" is missing\./],
  [
    'an unknown action',
    withBrief({ action: 'delete' }),
    /^At scenarios\.0\.tasks\.0\.brief\.action stands "delete", .+: "submit"/,
  ],
  [
    'another action',
    withBrief({ action: 'submit-all' }),
    /^At scenarios\.0\.tasks\.0\.brief, "movements" is missing\./,
  ],
  [
    'a wrong level',
    withFirst({ findings: [{ text: 'a', level: 'error' }] }),
    /findings\.0\.level stands "error".+"warning"/,
  ],
  [
    'a wrong suite',
    withSettings({ suite: 'both' }),
    /^At settings\.suite stands "both", .+: "pat", "behaviour", "all"/,
  ],
  ['a wrong time', { ...sampleRehearsal, startedAt: '18/01/2027' }, /^At startedAt stands "18\/01\/2027", which/],
])('of %s it says where it is and how to mend it', (_, value, expected) => {
  expect(problemOf(value)).toMatch(expected);
});

test('a problem is one harmless line, whatever the file holds', () => {
  const problem = problemOf(withFirst({ verdict: `\u001b[2J\n${'x'.repeat(1000)}` }));
  expect(problem).not.toMatch(/\p{Cc}/u);
  expect(problem.length).toBeLessThan(400);
});
