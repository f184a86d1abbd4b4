import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkerScenarioIds } from '../spec/approval-checker.ts';
import { isObject, type JsonObject } from '../spec/json.ts';
import { evaluateApproval } from './approval/evaluate.ts';
import { aReceipt } from './approval/preconditions/receipt.ts';
import { approvalScenario, approvalScenarios } from './suites.ts';
import { attemptOf, changed, evidenceOf, passingCase } from './testing/approval-case.ts';
import { brokenExpectations, demanded, mutatedReceipts } from './testing/mutated-receipts.ts';

const redIn = (steps: { text: string; met: boolean | null }[]) =>
  steps.filter(({ met }) => met === false).map(({ text }) => text);

/** What the published page says of each scenario, in its order, without the withdrawn R06, and what its checker supports. */
const published = [
  ['R01', 'Mandatory', 'must be sent', 'checked'],
  ['R02', 'Mandatory', 'must be sent', 'checked'],
  ['R03', '', 'must be sent', 'checked'],
  ['R04', 'Advisory', 'may be blocked', 'checked'],
  ['R05', 'Advisory', 'must be sent', 'checked'],
  ['R07', 'Advisory', 'must be sent', 'checked'],
  ['C01', 'Advisory', 'may be blocked', 'not checked'],
  ['C02', 'Advisory', 'must be sent', 'checked'],
  ['B01', 'Advisory', 'must be sent', 'checked'],
  ['P01', 'Advisory', 'must be sent', 'checked'],
  ['H01', 'Advisory', 'must be sent', 'checked'],
  ['H02', 'Advisory', 'may be blocked', 'not checked'],
  ['H03', 'Advisory', 'must be sent', 'checked'],
  ['X01', 'Advisory', 'must be sent', 'checked'],
];

describe('the list of production-approval scenarios', () => {
  it('is the published list, with its weights, what a product may block, and what the service’s checker supports', () => {
    const ours = approvalScenarios.map(({ id, category, productMayBlock }) => [
      id,
      category.weight,
      productMayBlock ? 'may be blocked' : 'must be sent',
      checkerScenarioIds.some((known) => known === id) ? 'checked' : 'not checked',
    ]);
    expect(ours).toEqual(published);
    expect(approvalScenarios.map(({ requirement }) => requirement)).toEqual(published.map(([id]) => `pat:${id}`));
  });

  it('holds all that the service’s checker supports', () => {
    expect(checkerScenarioIds.filter((id) => approvalScenario(id) === undefined)).toEqual([]);
  });

  it('finds a scenario by its id, and returns undefined for an unknown id', () => {
    expect(approvalScenario('C02')?.title).toBe('No carrier registration number, with a reason');
    expect(approvalScenario('R06')).toBeUndefined();
  });
});

describe.each(approvalScenarios)('$id, $title', (scenario) => {
  const passing = passingCase(scenario);

  it('passes when our own receipt is sent unchanged and answered as expected', () => {
    const result = evaluateApproval(scenario, evidenceOf(passing));
    expect(result.findings).toEqual([]);
    expect(result.verdict).toBe('pass');
    expect([...result.given, ...result.then].every(({ met }) => met)).toBe(true);
    expect(result.checker?.status ?? 'Pass').toBe('Pass');
  });

  it('starts with a receipt that has an item, so that no scenario passes vacuously', () => {
    expect(scenario.given[0]).toBe(aReceipt);
    for (const wasteItems of [[], null, {}]) {
      const sent = changed(passing.sent, 'wasteItems', wasteItems);
      const result = evaluateApproval(scenario, evidenceOf({ ...passing, asked: null, sent }));
      expect(redIn(result.given)).toContain(aReceipt.text);
      expect(result.verdict).toBe('not-exercised');
    }
  });

  const mutated = (mutatedReceipts[scenario.id] ?? []).map(([given, key, value, also]) => {
    return { given, key, value, red: also === undefined ? [given.text] : [given.text, also.text] };
  });
  it.each(mutated)('is not exercised unless $given.text ($key = $value)', ({ given, key, value, red }) => {
    const sent = changed(passing.sent, key, value);
    const result = evaluateApproval(scenario, evidenceOf({ ...passing, asked: sent, sent }));
    expect(redIn(result.given)).toEqual(red);
    expect(result.verdict).toBe('not-exercised');
    expect(result.findings.map(({ field }) => field)).toContain(given.field);
  });

  const broken = brokenExpectations
    .map(([expectation, mutate]) => ({ expectation, mutate }))
    .filter(({ expectation }) => demanded[scenario.id]?.includes(expectation));
  it.each(broken)('fails unless $expectation.text', ({ expectation, mutate }) => {
    const result = evaluateApproval(scenario, evidenceOf(mutate(passing)));
    expect(redIn(result.then)).toEqual([expectation.text]);
    expect(redIn(result.given)).toEqual([]);
    expect(result.verdict).toBe('fail');
  });

  it('has a case above for every precondition and every expectation', () => {
    const covered = new Set([
      aReceipt,
      ...mutated.map(({ given }) => given),
      ...broken.map(({ expectation }) => expectation),
    ]);
    expect([...scenario.given, ...scenario.then].filter((step) => !covered.has(step))).toEqual([]);
  });

  it('never throws, whatever JSON was sent or returned', () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', [], {}, true));
    const keys = [
      'wasteItems',
      'wasteItems.0',
      'wasteItems.0.pops',
      'wasteItems.0.hazardous',
      'carrier',
      'brokerOrDealer',
    ];
    const mangled = fc
      .tuple(fc.constantFrom(...keys), part)
      .map(([key, value]) => changed(passing.sent, key, value as JsonObject));
    const arbitrary = fc.oneof(mangled, fc.jsonValue().filter(isObject) as fc.Arbitrary<JsonObject>);
    fc.assert(
      fc.property(arbitrary, part, fc.integer({ min: 200, max: 599 }), (sent, answer, status) => {
        const approvalCase = { ...passing, sent, status, answer: answer as JsonObject };
        for (const given of scenario.given) given.holds(sent);
        for (const expectation of scenario.then) expectation.check(attemptOf(approvalCase));
        evaluateApproval(scenario, evidenceOf(approvalCase));
      }),
    );
  });
});
