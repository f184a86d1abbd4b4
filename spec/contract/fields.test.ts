import { describe, expect, it } from 'vitest';
import { at, type JsonObject, type JsonValue } from '../json.ts';
import { loadContract } from './contract.ts';
import { fieldName, fieldsOf } from './fields.ts';

const published = loadContract({ ruleSet: 'published' });

/** Returns a document whose receipt has this schema. */
function documentOf(schema: JsonValue, components: JsonObject = {}): JsonObject {
  const requestBody = { content: { 'application/json': { schema } } };
  return { paths: { '/movements/receive': { post: { requestBody } } }, components: { schemas: components } };
}

const names = (document: JsonObject) => fieldsOf(document).map(({ name }) => name);
const text = { type: 'string' };

describe('the fields of a document', () => {
  it('are named with dots, and a star for every element of a list, in the document’s order, depth first', () => {
    const schema = {
      type: 'object',
      properties: {
        second: { type: 'array', items: { type: 'object', properties: { inner: text } } },
        first: { type: 'object', properties: { b: text, a: { type: 'array', items: text } } },
      },
    };
    expect(names(documentOf(schema))).toEqual([
      '',
      'second',
      'second.*',
      'second.*.inner',
      'first',
      'first.b',
      'first.a',
      'first.a.*',
    ]);
  });

  it('say whether they are required: the receipt itself and the elements of a list always are', () => {
    const item = { type: 'object', required: ['b'], properties: { a: text, b: text } };
    const schema = { required: ['list'], properties: { list: { type: 'array', items: item }, other: text } };
    const required = Object.fromEntries(fieldsOf(documentOf(schema)).map(({ name, isRequired }) => [name, isRequired]));
    expect(required).toEqual({
      '': true,
      list: true,
      'list.*': true,
      'list.*.a': false,
      'list.*.b': true,
      other: false,
    });
  });

  it('are found through references, with the actual location of their schema', () => {
    const document = documentOf(
      { $ref: '#/components/schemas/receipt' },
      { receipt: { properties: { 'a/b~c': { $ref: '#/components/schemas/x~1y' } } }, 'x/y': text },
    );
    const [, field] = fieldsOf(document);
    expect(field).toMatchObject({ name: 'a/b~c', location: ['components', 'schemas', 'x/y'], schema: text });
  });

  it('have a schema at their location', () => {
    for (const { location, schema } of fieldsOf(published.document)) {
      expect(at(published.document, ...location)).toBe(schema);
    }
  });

  it('are those of the receipt: from its API code to the place it was received at', () => {
    const known = names(published.document);
    expect([known[0], known[1], known.at(-1)]).toEqual(['', 'apiCode', 'receipt.address.postcode']);
    for (const name of [
      'wasteItems.*.ewcCodes.*',
      'wasteItems.*.pops.components.*.code',
      'wasteItems.*.disposalOrRecoveryCodes.*.weight.amount',
      'carrier.address.postcode',
      'receiver.regulatoryPositionStatements.*',
    ]) {
      expect(known).toContain(name);
    }
    expect(new Set(known).size).toBe(known.length);
  });

  it('end at circular schemas', () => {
    const node = { properties: { next: { $ref: '#/components/schemas/node' }, name: text } };
    const found = names(documentOf({ $ref: '#/components/schemas/node' }, { node }));
    expect(found).toContain('next.next.name');
    expect(found.length).toBeLessThan(100);
  });

  it('end at a reference to itself', () => {
    expect(names(documentOf({ $ref: '#/components/schemas/a' }, { a: { $ref: '#/components/schemas/a' } }))).toEqual(
      [],
    );
  });

  it('leave out what is not in the document', () => {
    const properties = {
      elsewhere: { $ref: 'other.yaml#/x' },
      nowhere: { $ref: '#/components/schemas/nothing' },
      here: text,
    };
    expect(names(documentOf({ properties }))).toEqual(['', 'here']);
    expect([names({}), names(documentOf('text'))]).toEqual([[], []]);
  });
});

describe('the name of the field at a path', () => {
  it.each([
    [[], ''],
    [['apiCode'], 'apiCode'],
    [['wasteItems', 0, 'ewcCodes', 12], 'wasteItems.*.ewcCodes.*'],
    [['wasteItems', '0'], 'wasteItems.0'],
  ])('%j is “%s”', (path, name) => {
    expect(fieldName(path)).toBe(name);
  });
});
