import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { componentIssues } from './components.ts';

const everythingIsSound = () => true;
const nothingIsSound = () => false;

/** What is said about the one item of a receipt with this flag and this description. */
function about(flag: string, field: string, isSound = everythingIsSound) {
  return (contains: JsonValue | undefined, described: JsonValue | undefined) =>
    componentIssues(
      receiptWith({ [`wasteItems.0.${flag}`]: contains, [`wasteItems.0.${field}`]: described }),
      isSound,
    ).map(({ key, errorType, message }) => `${key} ${errorType}: ${message}`);
}

describe.each([
  { flag: 'containsPops', field: 'pops', own: {}, component: { code: 'ALD' } },
  { flag: 'containsHazardous', field: 'hazardous', own: { hazCodes: ['HP_5'] }, component: { name: 'Lead' } },
])('with $flag, $field', ({ flag, field, own, component }) => {
  const said = about(flag, field);
  const described = (more: JsonObject): JsonObject => ({ ...own, ...more });
  const label = `"wasteItems[0].${field}`;
  const key = `wasteItems.0.${field}`;

  it.each([[undefined], [null]])('are asked for when the flag is set: %j', (value) => {
    expect(said(true, value)).toEqual([`${key} NotProvided: ${label}" is required`]);
    expect(said(false, value)).toEqual([]);
  });

  it('need a source', () => {
    expect(said(true, described({}))).toEqual([
      `${key}.sourceOfComponents BusinessRuleViolation: ${label}.sourceOfComponents" is required when ${flag} is true`,
    ]);
    expect(said(false, described({}))).toEqual([]);
  });

  it.each(['GUIDANCE', 'OWN_TESTING'])('need components from %s, though an empty list will do', (source) => {
    const required = `${key}.components BusinessRuleViolation: ${label}.components" is required when ${flag} is true`;
    expect(said(true, described({ sourceOfComponents: source }))).toEqual([required]);
    expect(said(true, described({ sourceOfComponents: source, components: null }))).toEqual([required]);
    expect(said(true, described({ sourceOfComponents: source, components: [] }))).toEqual([]);
    expect(said(true, described({ sourceOfComponents: source, components: [component] }))).toEqual([]);
  });

  it('need no components when they came with the waste', () => {
    expect(said(true, described({ sourceOfComponents: 'PROVIDED_WITH_WASTE' }))).toEqual([]);
  });

  it('must have no components when none are known', () => {
    expect(said(true, described({ sourceOfComponents: 'NOT_PROVIDED', components: [component] }))).toEqual([
      `${key}.components BusinessRuleViolation: ${label}.components" must not be provided when sourceOfComponents is NOT_PROVIDED`,
    ]);
    expect(said(true, described({ sourceOfComponents: 'NOT_PROVIDED', components: [] }))).toEqual([]);
  });

  it('must have no components when the flag is not set', () => {
    expect(said(false, described({ sourceOfComponents: 'OWN_TESTING', components: [component] }))).toEqual([
      `${key}.components BusinessRuleViolation: ${label}.components" must not be provided when ${flag} is false`,
    ]);
    expect(said(false, described({ sourceOfComponents: 'OWN_TESTING', components: [] }))).toEqual([]);
  });

  it('are not judged further while their structure is at fault, but for components that may not be there', () => {
    const unsound = about(flag, field, nothingIsSound);
    expect(unsound(true, described({}))).toEqual([]);
    expect(unsound(false, described({ components: [component] }))).toHaveLength(1);
  });
});

describe('hazardous properties', () => {
  const said = about('containsHazardous', 'hazardous');

  it.each([[undefined], [null], [[]]])('are asked for beside a source: %j', (hazCodes) => {
    const described: JsonObject = { sourceOfComponents: 'PROVIDED_WITH_WASTE' };
    if (hazCodes !== undefined) described['hazCodes'] = hazCodes;
    expect(said(true, described)).toEqual([
      'wasteItems.0.hazardous BusinessRuleViolation: "wasteItems[0].hazardous.hazCodes" is required when containsHazardous is true',
    ]);
  });
});

describe('several items', () => {
  it('are judged each for itself', () => {
    const receipt = receiptWith({
      wasteItems: [{ containsPops: false }, { containsPops: true }, null, { containsHazardous: true }],
    });
    expect(componentIssues(receipt, everythingIsSound).map(({ key }) => key)).toEqual([
      'wasteItems.1.pops',
      'wasteItems.3.hazardous',
    ]);
  });
});
