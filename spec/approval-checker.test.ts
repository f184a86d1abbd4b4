import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, checkerScenarioIds, isCheckerScenarioId } from './approval-checker.ts';
import { isObject, type JsonObject } from './json.ts';

interface Case {
  id: number;
  request: JsonObject;
  results: Record<string, string>;
}

const lines = readFileSync(new URL('./fixtures/checker.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const cases: Case[] = lines.map((line) => JSON.parse(line));

describe('the service’s checker', () => {
  it.each(cases)('assesses observed movement $id as the service does', ({ request, results }) => {
    const ours = Object.fromEntries(checkerScenarioIds.map((id) => [id, check(id, request).message]));
    expect(ours).toEqual(results);
  });

  it('returns Pass exactly when it has no message', () => {
    for (const { request } of cases) {
      for (const id of checkerScenarioIds) {
        const { status, message } = check(id, request);
        expect(status === 'Pass').toBe(message === '');
      }
    }
  });

  it('does not support the two rejection scenarios, the withdrawn one, or an inherited property name', () => {
    expect(['C01', 'H02', 'R06', 'toString', '__proto__', null].some(isCheckerScenarioId)).toBe(false);
  });

  it.each([
    ['R01', {}, 'No waste items provided'],
    ['R01', { wasteItems: [] }, 'No waste items provided'],
    ['R02', { wasteItems: null }, 'Expected more than 1 waste item for R02, found 0'],
    ['R03', {}, 'Expected carrier.meansOfTransport to be "Road" for R03, found "undefined"'],
    [
      'R03',
      { carrier: { meansOfTransport: null } },
      'Expected carrier.meansOfTransport to be "Road" for R03, found "null"',
    ],
    ['R04', { wasteItems: [] }, ''],
    ['R04', { wasteItems: [null, { disposalOrRecoveryCodes: null }, { disposalOrRecoveryCodes: [] }] }, ''],
    [
      'C02',
      { carrier: { reasonForNoRegistrationNumber: '' } },
      'Expected carrier.reasonForNoRegistrationNumber to be given for C02',
    ],
    ['P01', { wasteItems: [{ pops: null }] }, 'Expected one or more waste items to have multiple POPs components'],
    ['H03', { reasonForNoConsignmentCode: null }, 'Expected reasonForNoConsignmentCode to be given for H03'],
  ] as const)('answers %s for %j with “%s”', (id, movement, message) => {
    expect(check(id, structuredClone(movement) as unknown as JsonObject).message).toBe(message);
  });

  it('never throws, for any JSON', () => {
    const hostile = fc.jsonValue().filter(isObject);
    const shaped = fc.record({
      wasteItems: fc.jsonValue(),
      carrier: fc.oneof(fc.jsonValue(), fc.record({ meansOfTransport: fc.constant({ toString: 1 }) })),
      brokerOrDealer: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(hostile, shaped), fc.constantFrom(...checkerScenarioIds), (movement, id) => {
        expect(['Pass', 'Fail']).toContain(check(id, movement as JsonObject).status);
      }),
    );
  });
});
