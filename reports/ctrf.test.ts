import { validate } from 'ctrf';
import { expect, test } from 'vitest';
import { renderCtrf } from './ctrf.ts';
import { redact } from './redact/redact.ts';
import type { Rehearsal } from './rehearsal.ts';
import { hostileRehearsal, payloadNames } from './testing/hostile-rehearsal.ts';
import { longRehearsal } from './testing/long-rehearsal.ts';
import { allPassedRehearsal, sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';

interface Read {
  results: {
    summary: Record<string, number>;
    tests: { name: string; status: string; rawStatus: string; message?: string; trace?: string; extra: object }[];
  };
  extra: Record<string, unknown>;
}

function read(rehearsal: Rehearsal): Read {
  return JSON.parse(renderCtrf(rehearsal)) as Read;
}

function testOf(id: string) {
  return read(sampleRehearsal).results.tests.find(({ name }) => name.startsWith(`${id} `));
}

function problemsOf(rehearsal: Rehearsal) {
  return validate(read(rehearsal)).errors ?? [];
}

test('the report keeps to the schema of the format, also with nothing in it', () => {
  for (const rehearsal of [sampleRehearsal, withScenarios([]), redact(sampleRehearsal)]) {
    expect(problemsOf(rehearsal)).toEqual([]);
  }
  const mutated = read(sampleRehearsal);
  expect(validate({ ...mutated, results: { ...mutated.results, tests: [{ name: 'x' }] } }).valid).toBe(false);
});

test('what was not exercised or not judged is red, and what a person must judge is skipped', () => {
  const { summary, tests } = read(sampleRehearsal).results;
  expect(summary).toMatchObject({ tests: 15, passed: 10, failed: 3, skipped: 2, pending: 0, other: 0, suites: 2 });
  for (const status of ['passed', 'failed', 'skipped']) {
    expect(tests.filter((each) => each.status === status)).toHaveLength(summary[status] ?? -1);
  }
  expect(testOf('R03')).toMatchObject({ status: 'failed', rawStatus: 'not-exercised' });
  expect(testOf('X01')).toMatchObject({ status: 'failed', rawStatus: 'error' });
  expect(testOf('C01')).toMatchObject({ status: 'skipped', rawStatus: 'blocked' });
});

test('a failure says why, with its facts, and a pass says nothing', () => {
  expect(testOf('R04')?.message).toMatch(/^Failed\. The service warned that the codes are missing/);
  expect(testOf('R04')?.trace).toContain('\n  found: no message');
  expect(testOf('R01')).not.toHaveProperty('message');
  expect(testOf('W02')).toMatchObject({ status: 'passed', extra: { warnings: expect.stringContaining('e-mail') } });
  expect(read(allPassedRehearsal).results.summary['failed']).toBe(0);
});

test('it says what it is not, and whether it is redacted', () => {
  expect(read(sampleRehearsal).extra['whatThisIsNot']).toContain('Nobody has accredited');
  expect(read(sampleRehearsal).extra).not.toHaveProperty('redacted');
  expect(read(redact(sampleRehearsal)).extra['redacted']).toContain('cannot be verified');
});

test.each(payloadNames)('hostile text (%s) keeps to the schema, and hides no character', (payload) => {
  const hostile = hostileRehearsal(payload);
  expect(problemsOf(hostile)).toEqual([]);
  expect(read(hostile).results.tests).toHaveLength(15);
  expect(renderCtrf(hostile)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
});

test('very long texts are cut', () => {
  expect(problemsOf(longRehearsal())).toEqual([]);
  expect(renderCtrf(longRehearsal()).length).toBeLessThan(200_000);
});
