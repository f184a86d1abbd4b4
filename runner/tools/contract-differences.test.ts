import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { fieldsOf } from '../../spec/contract/fields.ts';
import { observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { JsonObject } from '../../spec/json.ts';
import { agreedFields, changesInWords, defectMap, mapOfDifferences } from './contract-differences.ts';

const contract = loadContract({ ruleSet: 'observed' });
const july = loadContract({ ruleSet: 'observed', asOf: '2026-07' });
const map = mapOfDifferences(contract);
const fields = fieldsOf(contract.document).map(({ name }) => name);

describe('the map of differences', () => {
  test('names for each the document, the service, the mock, the date and the source', () => {
    for (const entry of map) {
      expect(entry).toEqual({
        field: expect.any(String),
        aspect: expect.stringMatching(/\S/),
        document: expect.stringMatching(/\S/),
        service: expect.stringMatching(/\S/),
        mock: 'like the service',
        since: expect.stringMatching(/^\d{4}-\d{2}(-\d{2})?$/),
        source: expect.stringMatching(/^[a-z0-9-]+$/),
        defect: entry.defect === null ? null : expect.stringMatching(/^[a-z-]+$/),
      });
    }
  });

  test('is in the order of the receipt’s fields', () => {
    const positions = map.map(({ field }) => fields.indexOf(field));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  test.each([
    ['', 'additionalProperties', 'unknown fields are allowed', 'unknown fields are refused', null],
    ['wasteItems.*.wasteDescription', 'minLength', 'may be empty', 'not empty', null],
    ['wasteItems.*.pops', 'nullable', 'null is refused', 'null is accepted', null],
    ['wasteItems.*.typeOfContainers', 'x-code-list', 'any value', 'a code of the list container-types', null],
    ['wasteItems.*.weight.amount', 'x-safe-number', 'any number', 'from -(2^53-1) to 2^53-1', null],
    ['wasteItems.*.ewcCodes', 'minItems', 'no minItems in the schema', 'minItems 1', null],
    ['apiCode', 'format', 'format uuid', 'format guid', null],
    ['carrier.otherMeansOfTransport', 'field', 'no such field', 'a field', null],
    [
      'reasonForNoConsignmentCode',
      'enum',
      'enum Non-Haz Waste Transfer, No documentation provided with Waste, Household Waste Recycling Centre Receipt',
      'no enum in the schema',
      null,
    ],
  ])('has of “%s” its %s: %s, and %s', (field, aspect, document, service, defect) => {
    expect(map).toContainEqual(expect.objectContaining({ field, aspect, document, service, defect }));
  });

  test.each([
    ['carrier', 'carrier-omitted'],
    ['wasteItems.*.weight', null],
  ])('has of “%s” that it was optional, as of July', (field, defect) => {
    const words = { aspect: 'required', document: 'required', service: 'optional' };
    expect(mapOfDifferences(july)).toContainEqual(expect.objectContaining({ field, ...words, defect }));
    expect(map).not.toContainEqual(expect.objectContaining({ field, aspect: 'required' }));
  });

  test('has every condition, once for each of its fields', () => {
    for (const [id, { fields: named }] of Object.entries(observedConditions())) {
      expect(map.filter(({ aspect }) => aspect === id).map(({ field }) => field)).toEqual(named);
    }
  });

  test('has nothing twice', () => {
    const names = map.map(({ field, aspect }) => `${field} ${aspect}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('leaves out the defects of the schema if they are switched off', () => {
    const repaired = mapOfDifferences(loadContract({ ruleSet: 'observed', asOf: '2026-07', defects: false }));
    expect(mapOfDifferences(july).filter(({ defect }) => defect !== null).length).toBeGreaterThan(0);
    expect(repaired.filter(({ defect }) => defect !== null)).toEqual([]);
    expect(repaired.map(({ field, aspect }) => `${field} ${aspect}`)).not.toContain('carrier required');
  });
});

test('the fields on which document and service agree are all the others, but for the receipt itself', () => {
  const agreed = agreedFields(contract, map);
  expect(agreed).toContain('wasteItems.*.containsPops');
  expect([...agreed, ...new Set(map.map(({ field }) => field))].sort()).toEqual([...fields].sort());
});

test('the defects of the date are told with their ids', () => {
  const defects = Object.entries(observedDefects()).map(([id, defect]) => ({ id, ...defect }));
  expect(defectMap(contract)).toEqual(defects.filter(({ until }) => until === undefined));
  const july = loadContract({ ruleSet: 'observed', asOf: '2026-07' });
  expect(defectMap(july)).toEqual(defects);
});

describe('the changes between two documents', () => {
  const document = contract.published;
  const changed = (change: (schemas: Record<string, JsonObject>) => void): JsonObject => {
    const other = structuredClone(document);
    change((other['components'] as JsonObject)['schemas'] as Record<string, JsonObject>);
    return other;
  };
  const property = (schemas: Record<string, JsonObject>, schema: string, name: string) =>
    (schemas[schema]?.['properties'] as Record<string, JsonObject> | undefined)?.[name] ?? {};

  test('are none between a document and itself, or one with other descriptions', () => {
    const reworded = changed((schemas) => {
      const field = property(schemas, 'weight', 'amount');
      field['description'] = 'How heavy';
      field['example'] = 7;
      field['nullable'] = false;
    });
    expect([changesInWords(document, document), changesInWords(document, reworded)]).toEqual([[], []]);
  });

  test('are each named by field and keyword, ours and theirs', () => {
    const other = changed((schemas) => {
      property(schemas, 'carrier', 'vehicleRegistration')['maxLength'] = 12;
      delete property(schemas, 'wasteItem', 'numberOfContainers')['minimum'];
      (schemas['wasteItem'] ?? {})['required'] = ['ewcCodes'];
      (schemas['receiver']?.['properties'] as JsonObject)['nickname'] = { type: 'string' };
    });
    expect(changesInWords(document, other)).toEqual(
      expect.arrayContaining([
        { field: 'carrier.vehicleRegistration', aspect: 'maxLength', ours: 'maxLength 10', theirs: 'maxLength 12' },
        {
          field: 'wasteItems.*.numberOfContainers',
          aspect: 'minimum',
          ours: 'minimum 0',
          theirs: 'no minimum in the schema',
        },
        { field: 'wasteItems.*.weight', aspect: 'required', ours: 'required', theirs: 'optional' },
        {
          field: 'receiver.nickname',
          aspect: 'field',
          ours: 'no such field',
          theirs: 'a field; optional; type string',
        },
      ]),
    );
  });

  test('count a field that only one of them has once, with all that it holds', () => {
    const other = changed((schemas) => {
      const { brokerOrDealer: _, ...others } = (schemas['receiveMovementRequest']?.['properties'] ?? {}) as JsonObject;
      Object.assign(schemas['receiveMovementRequest'] ?? {}, { properties: others });
    });
    const alone = { aspect: 'field', ours: 'a field; optional; type object', theirs: 'no such field' };
    expect(changesInWords(document, other)).toEqual([{ field: 'brokerOrDealer', ...alone }]);
  });
});
