import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkerScenarioIds } from '../spec/approval-checker.ts';
import { isObject, type JsonObject } from '../spec/json.ts';
import { evaluateApproval } from './approval/evaluate.ts';
import { aReceipt } from './approval/preconditions/receipt.ts';
import { approvalScenario, approvalScenarios } from './suites.ts';
import { attemptOf, changed, evidenceOf, passingCase } from './testing/approval-case.ts';
import { brokenExpectations, mutatedReceipts } from './testing/mutated-receipts.ts';

const redIn = (steps: { text: string; met: boolean | null }[]) =>
  steps.filter(({ met }) => met === false).map(({ text }) => text);

describe('the list of production-approval scenarios', () => {
  it('is the published list in order, without the withdrawn R06', () => {
    const published = 'R01 R02 R03 R04 R05 R07 C01 C02 B01 P01 H01 H02 H03 X01';
    expect(approvalScenarios.map(({ id }) => id)).toEqual(published.split(' '));
    expect(approvalScenarios.map(({ requirement }) => requirement)).toEqual(
      published.split(' ').map((id) => `pat:${id}`),
    );
  });

  it('has everything that the service’s checker supports, and only the two rejection scenarios beyond it', () => {
    const beyond = approvalScenarios
      .map(({ id }) => id)
      .filter((id) => !checkerScenarioIds.some((known) => known === id));
    expect(beyond).toEqual(['C01', 'H02']);
  });

  it('finds a scenario by its id, and returns undefined for an unknown id', () => {
    expect(approvalScenario('C02')?.title).toBe('No carrier registration number, with a reason');
    expect(approvalScenario('R06')).toBeUndefined();
  });

  it('lets a product block only where the page allows it', () => {
    expect(approvalScenarios.filter(({ productMayBlock }) => productMayBlock).map(({ id }) => id)).toEqual([
      'R04',
      'C01',
      'H02',
    ]);
  });

  it('has the weights of the page', () => {
    const mandatory = approvalScenarios.filter(({ category }) => category.weight === 'Mandatory').map(({ id }) => id);
    const unnamed = approvalScenarios.filter(({ category }) => category.weight === '').map(({ id }) => id);
    expect([mandatory, unnamed]).toEqual([['R01', 'R02'], ['R03']]);
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

  const mutated = (mutatedReceipts[scenario.id] ?? []).map(([given, key, value]) => ({ given, key, value }));
  it.each(mutated)('is not exercised unless $given.text ($key = $value)', ({ given, key, value }) => {
    const sent = changed(passing.sent, key, value);
    const result = evaluateApproval(scenario, evidenceOf({ ...passing, asked: sent, sent }));
    expect(redIn(result.given)).toEqual([given.text]);
    expect(result.verdict).toBe('not-exercised');
    expect(result.findings.map(({ field }) => field)).toContain(given.field);
  });

  const broken = brokenExpectations
    .map(([expectation, mutate]) => ({ expectation, mutate }))
    .filter(({ expectation }) => scenario.then.includes(expectation));
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
