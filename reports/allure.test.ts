import { expect, test } from 'vitest';
import { allureResults } from './allure.ts';
import { redact } from './redact/redact.ts';
import type { Rehearsal } from './rehearsal.ts';
import { hostileRehearsal, payloadNames } from './testing/hostile-rehearsal.ts';
import { longRehearsal } from './testing/long-rehearsal.ts';
import { sampleRehearsal, withScenarios } from './testing/sample-rehearsal.ts';

interface Read {
  uuid: string;
  historyId: string;
  name: string;
  status: string;
  statusDetails: { message?: string; trace?: string };
  description: string;
  start: number;
  stop: number;
  labels: { name: string; value: string }[];
  steps: { name: string; status: string }[];
}

function read(rehearsal: Rehearsal): Read[] {
  return allureResults(rehearsal).map(({ text }) => JSON.parse(text) as Read);
}

function resultOf(id: string, rehearsal = sampleRehearsal): Read | undefined {
  return read(rehearsal).find(({ name }) => name.startsWith(`${id} `));
}

test('each scenario has a file of its own, named as Allure looks for it', () => {
  const names = allureResults(sampleRehearsal).map(({ name }) => name);
  expect(new Set(names).size).toBe(sampleRehearsal.scenarios.length);
  for (const name of names) expect(name).toMatch(/^allure-results\/[0-9a-f-]{36}-result\.json$/);
});

test('a scenario has the same file in every run, its result another id, its history the same', () => {
  const later = { ...sampleRehearsal, startedAt: '2027-01-19T09:41:05.000Z' };
  expect(allureResults(later).map(({ name }) => name)).toEqual(allureResults(sampleRehearsal).map(({ name }) => name));
  const some = withScenarios(sampleRehearsal.scenarios.slice(3));
  expect(allureResults(some)[0]?.name).toBe(allureResults(sampleRehearsal)[3]?.name);
  const [one, other] = [resultOf('R01'), resultOf('R01', later)];
  expect(one?.historyId).toBe(other?.historyId);
  expect(one?.uuid).not.toBe(other?.uuid);
});

test('a scenario that a file from elsewhere holds twice has two files', () => {
  const twice = withScenarios([...sampleRehearsal.scenarios, ...sampleRehearsal.scenarios]);
  expect(new Set(allureResults(twice).map(({ name }) => name)).size).toBe(2 * sampleRehearsal.scenarios.length);
});

test('what was not exercised failed, what was not judged is broken, and what a person must judge is skipped', () => {
  const statuses = ['R01', 'R04', 'R03', 'X01', 'C01', 'H01'].map((id) => resultOf(id)?.status);
  expect(statuses).toEqual(['passed', 'failed', 'failed', 'broken', 'skipped', 'skipped']);
  expect(resultOf('R04')?.statusDetails.message).toMatch(/^Failed\. The service warned/);
  expect(resultOf('R04')?.statusDetails.trace).toContain('found: no message');
  expect(resultOf('R04')?.steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'failed']);
  expect(resultOf('R01')?.statusDetails).toEqual({});
});

test('it says when, in which suite and how grave, and what it is not', () => {
  const result = resultOf('R01');
  expect((result?.stop ?? 0) - (result?.start ?? 0)).toBe(412);
  expect(result?.labels).toContainEqual({ name: 'suite', value: 'Production approval' });
  expect(result?.labels).toContainEqual({ name: 'severity', value: 'critical' });
  expect(result?.description).toContain('Nobody has accredited');
  expect(resultOf('R01', redact(sampleRehearsal))?.description).toContain('This report is redacted');
});

test.each(payloadNames)(
  'hostile text (%s) leaves every file readable, and its description without markup',
  (payload) => {
    const results = read(hostileRehearsal(payload));
    expect(results).toHaveLength(sampleRehearsal.scenarios.length);
    for (const { description } of results) {
      const text = description.replaceAll(/\\[\\`*_[\]|~$]/g, '');
      expect(text).not.toMatch(/<|`|@(?!&#8203;)|(?<!&)#\d|https?:\/\/|www\.|!\[|\]\(/);
    }
    for (const { text } of allureResults(hostileRehearsal(payload))) {
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
  },
);

test('very long texts are cut', () => {
  for (const { text } of allureResults(longRehearsal())) expect(text.length).toBeLessThan(100_000);
});
