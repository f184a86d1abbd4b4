import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { componentIssues, operatorIssues } from './components.ts';
import { createReceiptValidator } from './validate-receipt.ts';

const everythingIsSound = () => true;
const nothingIsSound = () => false;

/** Returns the issues of the one item of a receipt with this flag and this description. */
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
  const reported = about(flag, field);
  const described = (more: JsonObject): JsonObject => ({ ...own, ...more });
  const label = `"wasteItems[0].${field}`;
  const key = `wasteItems.0.${field}`;

  it.each([[undefined], [null]])('are required when the flag is set: %j', (value) => {
    expect(reported(true, value)).toEqual([`${key} NotProvided: ${label}" is required`]);
    expect(reported(false, value)).toEqual([]);
  });

  it('need a source', () => {
    expect(reported(true, described({}))).toEqual([
      `${key}.sourceOfComponents BusinessRuleViolation: ${label}.sourceOfComponents" is required when ${flag} is true`,
    ]);
    expect(reported(false, described({}))).toEqual([]);
  });

  it.each(['GUIDANCE', 'OWN_TESTING'])('need components from %s, though an empty list is enough', (source) => {
    const required = `${key}.components BusinessRuleViolation: ${label}.components" is required when ${flag} is true`;
    expect(reported(true, described({ sourceOfComponents: source }))).toEqual([required]);
    expect(reported(true, described({ sourceOfComponents: source, components: null }))).toEqual([required]);
    expect(reported(true, described({ sourceOfComponents: source, components: [] }))).toEqual([]);
    expect(reported(true, described({ sourceOfComponents: source, components: [component] }))).toEqual([]);
  });

  it('need no components when they came with the waste', () => {
    expect(reported(true, described({ sourceOfComponents: 'PROVIDED_WITH_WASTE' }))).toEqual([]);
  });

  it('must have no components when none are known', () => {
    expect(reported(true, described({ sourceOfComponents: 'NOT_PROVIDED', components: [component] }))).toEqual([
      `${key}.components BusinessRuleViolation: ${label}.components" must not be provided when sourceOfComponents is NOT_PROVIDED`,
    ]);
    expect(reported(true, described({ sourceOfComponents: 'NOT_PROVIDED', components: [] }))).toEqual([]);
  });

  it('must have no components when the flag is not set', () => {
    expect(reported(false, described({ sourceOfComponents: 'OWN_TESTING', components: [component] }))).toEqual([
      `${key}.components BusinessRuleViolation: ${label}.components" must not be provided when ${flag} is false`,
    ]);
    expect(reported(false, described({ sourceOfComponents: 'OWN_TESTING', components: [] }))).toEqual([]);
  });

  it('are not checked further while their structure is invalid, except for components that must be absent', () => {
    const unsound = about(flag, field, nothingIsSound);
    expect(unsound(true, described({}))).toEqual([]);
    expect(unsound(false, described({ components: [component] }))).toHaveLength(1);
  });
});

describe('hazardous properties', () => {
  const reported = about('containsHazardous', 'hazardous');

  it.each([[undefined], [null], [[]]])('are required with a source: %j', (hazCodes) => {
    const described: JsonObject = { sourceOfComponents: 'PROVIDED_WITH_WASTE' };
    if (hazCodes !== undefined) described['hazCodes'] = hazCodes;
    expect(reported(true, described)).toEqual([
      'wasteItems.0.hazardous BusinessRuleViolation: "wasteItems[0].hazardous.hazCodes" is required when containsHazardous is true',
    ]);
  });
});

describe('hazardous properties without codes', () => {
  const reported = about('containsHazardous', 'hazardous');
  const codes =
    'wasteItems.0.hazardous BusinessRuleViolation: "wasteItems[0].hazardous.hazCodes" is required when containsHazardous is true';
  const components =
    'wasteItems.0.hazardous.components BusinessRuleViolation: "wasteItems[0].hazardous.components" is required when containsHazardous is true';

  it.each(['GUIDANCE', 'OWN_TESTING'])(
    'are reported in addition to the components that are missing for %s',
    (source) => {
      for (const missing of [{}, { components: null }]) {
        expect(reported(true, { sourceOfComponents: source, ...missing })).toEqual([codes, components]);
      }
      expect(reported(true, { sourceOfComponents: source, components: [] })).toEqual([codes]);
    },
  );

  it.each<[JsonValue]>([['true'], ['false'], [1], [-1], [{}], [[]]])(
    'are reported for a flag that is only truthy, and nothing else is: %j',
    (flag) => {
      expect(reported(flag, { sourceOfComponents: 'GUIDANCE' })).toEqual([codes]);
      expect(reported(flag, { sourceOfComponents: 'GUIDANCE', hazCodes: ['HP_5'] })).toEqual([]);
      expect(reported(flag, {})).toEqual([]);
    },
  );

  it.each<[JsonValue | undefined]>([[''], [0], [null], [false], [undefined]])(
    'are not reported for a falsy flag: %j',
    (flag) => {
      expect(reported(flag, { sourceOfComponents: 'GUIDANCE' })).toEqual([]);
    },
  );

  it('are in the order of the fields, the codes before the components', () => {
    const judge = createReceiptValidator(loadContract({ ruleSet: 'observed' }));
    const receipt = receiptWith({
      'wasteItems.0.containsHazardous': true,
      'wasteItems.0.hazardous': { sourceOfComponents: 'GUIDANCE' },
    });
    expect(judge(receipt).map(({ key }) => key)).toEqual([
      'wasteItems.0.hazardous',
      'wasteItems.0.hazardous.components',
    ]);
  });
});

describe('an operator', () => {
  const place = (index: number) => `wasteItems.0.pops.components.${index}.concentration`;
  const reported = (...components: JsonValue[]) =>
    operatorIssues(receiptWith({ 'wasteItems.0.pops': { components } })).map(
      ({ key, errorType }) => `${key} ${errorType}`,
    );

  it.each<[JsonValue]>([['>'], ['<'], ['='], [''], [0], [false], [[]], [{}]])(
    'requires a number, whatever it is: %j',
    (concentrationOperator) => {
      expect(reported({ concentrationOperator })).toEqual([`${place(0)} NotProvided`]);
      expect(reported({ concentrationOperator, concentration: null })).toEqual([`${place(0)} InvalidType`]);
      expect(reported({ concentrationOperator, concentration: 0 })).toEqual([]);
      expect(reported({ concentrationOperator, concentration: 'x' })).toEqual([]);
    },
  );

  it('requires nothing when it is null or absent', () => {
    expect(reported({ concentrationOperator: null }, {}, null, 'x', { concentration: null })).toEqual([]);
  });

  it('is checked in every component, even if the flag says that there are none', () => {
    const receipt = receiptWith({
      'wasteItems.0.containsHazardous': false,
      'wasteItems.0.hazardous': { components: [{}, { concentrationOperator: '>' }, { concentrationOperator: '>' }] },
    });
    expect(operatorIssues(receipt).map(({ path }) => path[4])).toEqual([1, 2]);
    expect(operatorIssues({ wasteItems: 'x' })).toEqual([]);
  });

  const judgeOn = (asOf: string) => {
    const judge = createReceiptValidator(loadContract({ ruleSet: 'observed', asOf }));
    return (components: JsonValue[], field = 'pops') =>
      judge(
        receiptWith({
          [`wasteItems.0.${field === 'pops' ? 'containsPops' : 'containsHazardous'}`]: true,
          [`wasteItems.0.${field}`]: {
            sourceOfComponents: 'OWN_TESTING',
            ...(field === 'pops' ? {} : { hazCodes: ['HP_5'] }),
            components,
          },
        }),
      ).map(({ path, errorType, message }) => `${path.slice(4).join('.')} ${errorType}: ${message.split('" ')[1]}`);
  };

  it('has its own errors first, in the order of the fields, not as sent', () => {
    const judge = judgeOn('2026-10');
    expect(judge([{ odd: 1, concentrationOperator: '', code: 'ALD' }])).toEqual([
      '0.concentrationOperator InvalidValue: must be one of [>, <]',
      '0.concentrationOperator InvalidValue: is not allowed to be empty',
      '0.concentration NotProvided: is required',
      '0.odd NotAllowed: is not allowed',
    ]);
    expect(judge([{ concentration: null, concentrationOperator: 5, name: 'Lead' }], 'hazardous')).toEqual([
      '0.concentrationOperator InvalidValue: must be [>]',
      '0.concentrationOperator InvalidType: must be a string',
      '0.concentration InvalidType: must be a number',
    ]);
    expect(judge([{ concentration: -1, concentrationOperator: '<', name: 'Lead' }], 'hazardous')).toEqual([
      '0.concentrationOperator InvalidValue: must be [>]',
      '0.concentration OutOfRange: must be a positive number',
    ]);
  });

  it('is an unknown field until September 2026, and requires nothing', () => {
    expect(judgeOn('2026-08')([{ code: 'ALD', concentrationOperator: '>' }])).toEqual([
      '0.concentrationOperator NotAllowed: is not allowed',
    ]);
    expect(judgeOn('2026-09')([{ code: 'ALD', concentrationOperator: '>' }])).toEqual([
      '0.concentration NotProvided: is required',
    ]);
  });
});

describe('several items', () => {
  it('are checked independently', () => {
    const receipt = receiptWith({
      wasteItems: [{ containsPops: false }, { containsPops: true }, null, { containsHazardous: true }],
    });
    expect(componentIssues(receipt, everythingIsSound).map(({ key }) => key)).toEqual([
      'wasteItems.1.pops',
      'wasteItems.3.hazardous',
    ]);
  });
});
