import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../spec/contract/observed-conditions.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { maxIssues } from '../../spec/types/issue.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { toIssue } from './located-issue.ts';
import { warningsFor } from './warnings.ts';

const warn = (receipt: JsonObject) => warningsFor(receipt, { rules: rulesOn('2026-10', { defects: true }) });

const recommended = 'recommended when source of components is one of PROVIDED_WITH_WASTE, GUIDANCE, OWN_TESTING';
const reported = (changes: Record<string, JsonValue | undefined>) =>
  warn(receiptWith(changes)).map(({ key, message }) => `${key}: ${message}`);

it('a complete receipt has no warning, nor has anything that is not a list', () => {
  expect(warn(receiptWith())).toEqual([]);
  expect(warn(receiptWith({ wasteItems: null }))).toEqual([]);
  const pops = { sourceOfComponents: 'GUIDANCE', components: {} };
  expect(warn(receiptWith({ 'wasteItems.0.containsPops': true, 'wasteItems.0.pops': pops }))).toEqual([]);
});

it('a warning is issued only on dates on which its rule applies', () => {
  const bare = receiptWith({ 'wasteItems.0.disposalOrRecoveryCodes': undefined });
  expect(warningsFor(bare, { rules: new Set(['warn-components']) })).toEqual([]);
  expect(warningsFor(bare, { rules: new Set(['warn-disposal-codes']) })).toHaveLength(1);
});

it('a warning has its own shape: the key has bare indexes, the message quotes nothing', () => {
  expect(warn(receiptWith({ 'wasteItems.0.disposalOrRecoveryCodes': undefined })).map(toIssue)).toEqual([
    {
      key: 'wasteItems.0.disposalOrRecoveryCodes',
      errorType: 'NotProvided',
      message: 'wasteItems[0].disposalOrRecoveryCodes is required for proper waste tracking and compliance',
    },
  ]);
});

describe('disposal or recovery codes', () => {
  it.each([[undefined], [null], [[]]])('are missing when they are %j', (codes) => {
    expect(reported({ 'wasteItems.0.disposalOrRecoveryCodes': codes })).toHaveLength(1);
  });

  it('are missing in each item that has none', () => {
    const codes = [{ code: 'R5' }];
    const items = [{}, { disposalOrRecoveryCodes: codes }, { disposalOrRecoveryCodes: [] }];
    expect(warn(receiptWith({ wasteItems: items })).map(({ key }) => key)).toEqual([
      'wasteItems.0.disposalOrRecoveryCodes',
      'wasteItems.2.disposalOrRecoveryCodes',
    ]);
  });
});

describe.each([
  { field: 'pops', flag: 'containsPops', name: 'code' },
  { field: 'hazardous', flag: 'containsHazardous', name: 'name' },
])('the components of $field', ({ field, flag, name }) => {
  const about = (described: JsonValue, isContained = true) =>
    reported({ [`wasteItems.0.${flag}`]: isContained, [`wasteItems.0.${field}`]: described });
  const component = (concentration?: JsonValue): JsonObject =>
    concentration === undefined ? { [name]: 'X' } : { [name]: 'X', concentration };

  it.each(['PROVIDED_WITH_WASTE', 'GUIDANCE', 'OWN_TESTING'])('are recommended from %s', (sourceOfComponents) => {
    const missed = [`wasteItems.0.${field}.components: wasteItems[0].${field}.components are ${recommended}`];
    expect(about({ sourceOfComponents })).toEqual(missed);
    expect(about({ sourceOfComponents, components: null })).toEqual(missed);
    expect(about({ sourceOfComponents, components: [] })).toEqual(missed);
  });

  it('are not recommended if none are known or present', () => {
    expect(about({ sourceOfComponents: 'NOT_PROVIDED' })).toEqual([]);
    expect(about({ sourceOfComponents: 'GUIDANCE' }, false)).toEqual([]);
    expect(about(null)).toEqual([]);
  });

  it.each([[undefined], [null]])('each need a concentration: %j', (concentration) => {
    const place = `${field}.components`;
    expect(about({ sourceOfComponents: 'GUIDANCE', components: [component(1), component(concentration)] })).toEqual([
      `wasteItems.0.${place}.1.concentration: wasteItems[0].${place}[1].concentration is ${recommended}`,
    ]);
  });

  it('accept a concentration of any size', () => {
    expect(about({ sourceOfComponents: 'GUIDANCE', components: [component(0.001)] })).toEqual([]);
  });

  it('get nested keys from the second missing concentration on, as the running service gives them', () => {
    const components = [component(), component(5), component(), component()];
    const keys = about({ sourceOfComponents: 'GUIDANCE', components }).map((line) => line.split(':')[0]);
    expect(keys).toEqual([
      `wasteItems.0.${field}.components.0.concentration`,
      `wasteItems.0.${field}.components.2.0.concentration`,
      `wasteItems.0.${field}.components.3.2.0.concentration`,
    ]);
  });
});

describe('a carrier without a registration', () => {
  const about = (number: JsonValue, reason: JsonValue) =>
    reported({ 'carrier.registrationNumber': number, 'carrier.reasonForNoRegistrationNumber': reason });

  it.each([
    [null, null],
    [null, ''],
    ['', null],
    ['', ''],
  ])('is warned about with number %j and reason %j', (number, reason) => {
    expect(about(number, reason)).toEqual([
      'carrier.reasonForNoRegistrationNumber: carrier.reasonForNoRegistrationNumber must be one of: ON_SITE, HOUSEHOLD, ONE_OFF, MARINE',
    ]);
  });

  it('has no warning with a reason or a number', () => {
    expect(about(null, 'ON_SITE')).toEqual([]);
    expect(reported({})).toEqual([]);
    expect(reported({ carrier: undefined })).toEqual([]);
  });
});

it('warnings are in the service’s order: disposal codes of all items, POPs, hazards, the carrier', () => {
  const item = {
    containsPops: true,
    pops: { sourceOfComponents: 'GUIDANCE', components: [] },
    containsHazardous: true,
    hazardous: { sourceOfComponents: 'GUIDANCE', components: [] },
  };
  const carrier = { registrationNumber: null, reasonForNoRegistrationNumber: null };
  expect(warn(receiptWith({ wasteItems: [item, item], carrier })).map(({ key }) => key)).toEqual([
    'wasteItems.0.disposalOrRecoveryCodes',
    'wasteItems.1.disposalOrRecoveryCodes',
    'wasteItems.0.pops.components',
    'wasteItems.1.pops.components',
    'wasteItems.0.hazardous.components',
    'wasteItems.1.hazardous.components',
    'carrier.reasonForNoRegistrationNumber',
  ]);
});

describe('an unrealistic list', () => {
  const listOf = (count: number) =>
    warn(
      receiptWith({
        'wasteItems.0.containsPops': true,
        'wasteItems.0.pops': { sourceOfComponents: 'GUIDANCE', components: Array(count).fill({ code: 'HCB' }) },
      }),
    );

  it('repeats at most the fifty earlier indexes', () => {
    const steps = listOf(1000).map(({ path }) => path.length);
    expect(steps.slice(0, 3)).toEqual([6, 7, 8]);
    expect(steps.at(-1)).toBe(56);
  });

  it('gets the maximum number of warnings over several items too, without those of rules that do not apply', () => {
    const item = { disposalOrRecoveryCodes: [{ code: 'R5' }] };
    const bare = receiptWith({ wasteItems: [...Array(maxIssues + 5).fill({}), item] });
    expect(warn(bare)).toHaveLength(maxIssues);
    expect(warn(receiptWith({ wasteItems: [item] }))).toEqual([]);
  });

  it('does not repeat an index where the service has put that right', () => {
    const pops = { sourceOfComponents: 'GUIDANCE', components: [{ code: 'HCB' }, { code: 'HCB' }] };
    const sent = receiptWith({ 'wasteItems.0.containsPops': true, 'wasteItems.0.pops': pops });
    const keys = warningsFor(sent, { rules: new Set(['warn-concentration']) }).map(({ key }) => key);
    expect(keys).toEqual([0, 1].map((index) => `wasteItems.0.pops.components.${index}.concentration`));
  });

  it('gets the maximum number of warnings, and no more', () => {
    expect(listOf(maxIssues + 5)).toHaveLength(maxIssues);
  });
});
