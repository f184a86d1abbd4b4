import { describe, expect, it } from 'vitest';
import type { LocatedIssue } from '../../mock/rules/located-issue.ts';
import { createReceiptValidator } from '../../mock/rules/validate-receipt.ts';
import { warningsFor } from '../../mock/rules/warnings.ts';
import { matchMessages } from '../../scenarios/behaviour/match-messages.ts';
import { type Mistake, makeMistakes, mistakes, omissions } from '../../scenarios/behaviour/mistakes.ts';
import { behaviourScenario } from '../../scenarios/suites.ts';
import { vocabularies } from '../../scenarios/testing/vocabularies.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { at, type JsonObject } from '../../spec/json.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { seedFor } from './scenario-client.ts';
import { syntheticReceipts } from './synthetic-receipts.ts';

const now = new Date('2026-11-02T10:00:00.000Z');
const seeds = Array.from({ length: 100 }, (_, seed) => seed + 1);
const contract = loadContract({ ruleSet: 'observed' });
const judge = createReceiptValidator(contract);

/** Makes the receipt of a task of a scenario, as a run with this seed gives it. */
function makeReceipt(id: string, seed: number, index = 0): JsonObject {
  const scenario = behaviourScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  const synthetic = syntheticReceipts({ seed: seedFor(scenario, seed), now });
  const task = scenario.tasks[index]?.make({ synthetic, receipt: synthetic.receipt, earlier: [] });
  if (task?.action !== 'submit') throw new Error(`${id} asks for no single receipt`);
  return asJson(task.movement);
}

const made = new Map<string, JsonObject>();

/** Returns that receipt, made once: most tests here look at the same ones. */
function receiptOf(id: string, seed: number, index = 0): JsonObject {
  const name = `${id} ${seed} ${index}`;
  const receipt = made.get(name) ?? makeReceipt(id, seed, index);
  made.set(name, receipt);
  return receipt;
}

function asJson(movement: Movement): JsonObject {
  return JSON.parse(JSON.stringify(movement));
}

function fieldOf({ key }: { key: string }): string {
  return key.replace(/\.\d+(?=\.|$)/g, '.*').replace(/ewcCodes\.\*$/, 'ewcCodes');
}

describe.each(mistakes)('the mistake in $field', ({ field, make }) => {
  it('is refused for that field alone, whatever the seed', () => {
    for (const seed of seeds.slice(0, 20)) {
      const synthetic = syntheticReceipts({ seed, now });
      expect(judge(asJson(make(synthetic.receipt(), synthetic))).map(fieldOf)).toEqual([field]);
    }
  });

  const alwaysTheSame = [
    'wasteItems.*.wasteDescription',
    'carrier.vehicleRegistration',
    'carrier.organisationName',
    'receiver.siteName',
  ];

  it('is drawn from several, unless nothing was entered', () => {
    const synthetic = syntheticReceipts({ seed: 1, now });
    const receipt = synthetic.receipt();
    const first = make(receipt, { ...synthetic, oneOf: ([each]) => each });
    const last = make(receipt, { ...synthetic, oneOf: (all) => all.at(-1) ?? all[0] });
    expect(JSON.stringify(first) === JSON.stringify(last)).toBe(alwaysTheSame.includes(field));
  });
});

describe.each(omissions)('the omission in $field', ({ field, make }) => {
  it('is warned of at that field alone, whatever the seed', () => {
    for (const seed of seeds.slice(0, 20)) {
      const synthetic = syntheticReceipts({ seed, now });
      const receipt = asJson(make(synthetic.receipt(), synthetic));
      expect(judge(receipt)).toEqual([]);
      expect(warningsFor(receipt, contract).map(fieldOf)).toEqual([field]);
      expect(at(receipt, ...field.replaceAll('*', '0').split('.'))).toBeUndefined();
    }
  });
});

const errorsBySeed = seeds.map((seed) => judge(receiptOf('U04', seed)));
const warningsBySeed = seeds.map((seed) => warningsFor(receiptOf('U05', seed), contract));

const keysOf = (issues: readonly { key: string }[]) => issues.map(({ key }) => key).join(' ');

/** Returns the seeds in groups of one kind: those that bring about the same errors or warnings. */
function kindsOf(issuesBySeed: readonly (readonly { key: string }[])[]): number[][] {
  return Object.values(Object.groupBy(seeds, (_, index) => keysOf(issuesBySeed[index] ?? []))).map((kind = []) => kind);
}

describe('the errors that a run brings about', () => {
  it('are four errors, two warnings and one error after the charge is paid', () => {
    expect(new Set(errorsBySeed.map((errors) => errors.length))).toEqual(new Set([4]));
    expect(new Set(warningsBySeed.map((warnings) => warnings.length))).toEqual(new Set([2]));
    for (const seed of seeds) {
      expect(judge(receiptOf('U05', seed))).toEqual([]);
      expect(judge(receiptOf('U03', seed))).toEqual([]);
      expect(judge(receiptOf('U03', seed, 1))).toHaveLength(1);
    }
  });

  it('differ from run to run, and the same seed gives the same', () => {
    expect(kindsOf(errorsBySeed).length).toBeGreaterThan(80);
    expect(kindsOf(warningsBySeed)).toHaveLength(8);
    expect(new Set(seeds.map((seed) => keysOf(judge(receiptOf('U03', seed, 1))))).size).toBe(mistakes.length);
    expect(makeReceipt('U04', 7)).toEqual(makeReceipt('U04', 7));
  });
});

describe.each(Object.entries(vocabularies))('the words of a product (%s)', (_, words) => {
  it.each([
    ['U04', seeds.slice(0, 15), judge, mistakes],
    // A warning is about what is missing: no receipt has a value of its own there.
    [
      'U05',
      kindsOf(warningsBySeed).flatMap(([first = 0]) => first),
      (receipt: JsonObject) => warningsFor(receipt, contract),
      omissions,
    ],
  ] as const)('show every error, whatever the seed: %s', (id, drawn, issuesOf, pool) => {
    const shown = new Set<string>();
    for (const seed of drawn) {
      const receipt = receiptOf(id, seed);
      const issues = issuesOf(receipt).map(({ key, message }) => ({ key, message }));
      const messages = issues.map(({ key }) => {
        shown.add(fieldOf({ key }));
        const value = at(receipt, ...key.split('.'));
        return (words[fieldOf({ key })] ?? '').replace('{value}', String(value));
      });
      const possible = pool.map(({ field }) => field);
      const { coverage } = matchMessages(messages, issues, receipt, possible);
      expect({ seed, messages, coverage }).toEqual({ seed, messages, coverage: issues.map(() => 'own words') });
    }
    expect(shown.size).toBe(pool.length);
  });
});

describe('a fixed text', () => {
  const texts: [string, string[]][] = [
    ['one sentence', ['The receipt is not valid. Please check every field and try again.']],
    ['four labels', ['Check the EWC code, the container type, the vehicle registration and the permit number.']],
    ['four labels of their own', ['EWC code?', 'Postcode?', 'Vehicle reg?', 'Site name?']],
    [
      'every label',
      [
        'Check the EWC code, container type, number of containers, waste description, weight, disposal or recovery code, vehicle registration, carrier registration, carrier name, site name, permit number, postcode and consignment code.',
      ],
    ],
    ['every warning', ['Disposal codes, POPs, hazardous components or concentrations are missing']],
    ['two warnings', ['Disposal codes are missing', 'POPs are missing']],
    ['one warning', ['No D or R code']],
  ];

  it.each(texts)('fits by chance at most: %s', (_, messages) => {
    // It quotes no value, so that it fits all receipts of a kind or none.
    const fitting = (id: string, issuesBySeed: readonly (readonly LocatedIssue[])[], pool: readonly Mistake[]) => {
      const possible = pool.map(({ field }) => field);
      const kinds = kindsOf(issuesBySeed).filter(([first = 0]) => {
        const issues = (issuesBySeed[first - 1] ?? []).map(({ key, message }) => ({ key, message }));
        return !matchMessages(messages, issues, receiptOf(id, first), possible).coverage.includes('nothing');
      });
      return kinds.flat();
    };
    const errors = fitting('U04', errorsBySeed, mistakes);
    const warnings = fitting('U05', warningsBySeed, omissions);
    expect(errors.length).toBeLessThan(seeds.length / 50);
    expect(warnings.length).toBeLessThan(seeds.length / 5);
  });
});

it('draws no two mistakes of the same field', () => {
  const synthetic = syntheticReceipts({ seed: 1, now });
  const all = makeMistakes(synthetic.receipt(), synthetic, { from: omissions, count: 99 });
  expect(warningsFor(asJson(all), contract)).toHaveLength(3);
});
