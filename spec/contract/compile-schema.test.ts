import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { compile } from './compile-schema.ts';

const weight: JsonObject = {
  type: 'object',
  required: ['metric', 'amount'],
  additionalProperties: false,
  properties: {
    metric: { type: 'string', enum: ['Grams', 'Tonnes'] },
    amount: { type: 'number', minimum: 0, exclusiveMinimum: true, 'x-safe-number': true },
    'odd/na~me': { type: 'string' },
  },
};
const document: JsonObject = { components: { schemas: { weight } } };
const item: JsonObject = {
  type: 'object',
  properties: {
    weights: { type: 'array', items: { $ref: '#/components/schemas/weight' } },
    container: { type: 'string', 'x-code-list': 'container-types' },
  },
};

const violations = (value: JsonValue) =>
  compile(item, document)(value).map(({ path, keyword, value: at }) => [path.join(' '), keyword, at]);

describe('a compiled schema', () => {
  it('reports nothing for a valid value', () => {
    expect(violations({ weights: [{ metric: 'Tonnes', amount: 0.001 }], container: 'SKI' })).toEqual([]);
  });

  it('reports every violation at once, with the invalid value', () => {
    expect(violations({ weights: [{ metric: 'Stones', amount: 0 }, 5], container: 'BARREL' })).toEqual([
      ['weights 0 metric', 'enum', 'Stones'],
      ['weights 0 amount', 'exclusiveMinimum', 0],
      ['weights 1', 'type', 5],
      ['container', 'x-code-list', 'BARREL'],
    ]);
  });

  it('places a missing field at that field, without a value', () => {
    expect(violations({ weights: [{ metric: 'Grams' }] })).toEqual([['weights 0 amount', 'required', undefined]]);
  });

  it('places an unknown field at that field, with its value, an inherited name too', () => {
    const sent = JSON.parse('{"weights": [{"metric": "Grams", "amount": 1, "__proto__": 2, "constructor": 3}]}');
    expect(violations(sent)).toEqual([
      ['weights 0 __proto__', 'additionalProperties', 2],
      ['weights 0 constructor', 'additionalProperties', 3],
    ]);
  });

  it.each(['', 'a', 'a/b', 'a~b', '~1', '~0/~'])('places a missing or unknown field by its name: “%s”', (name) => {
    const judge = (value: JsonValue) =>
      compile({ additionalProperties: false, required: [name] }, {})(value).map(({ path, keyword }) => [path, keyword]);
    expect(judge({})).toEqual([[[name], 'required']]);
    expect(judge({ [name]: 1 })).toEqual([[[name], 'additionalProperties']]);
  });

  it('distinguishes indexes of lists from keys of objects, and unescapes keys', () => {
    const validate = compile({ additionalProperties: { items: { type: 'string' }, type: 'array' } }, {});
    expect(validate({ '0': ['a', 1], 'a/b~c': 5 }).map((violation) => violation.path)).toEqual([['0', 1], ['a/b~c']]);
  });

  it('names the broken rule, except for an unknown field or a schema that refers to itself', () => {
    const rules = (schema: JsonObject, value: JsonValue) => compile(schema, document)(value).map(({ rule }) => rule);
    expect(rules(item, { weights: [{ metric: 'Stones', odd: 1 }] })).toEqual([
      '#/properties/weights/items/required',
      null,
      '#/properties/weights/items/properties/metric/enum',
    ]);
    const node: JsonObject = { type: 'object', properties: { next: { $ref: '#/components/schemas/node' } } };
    const endless = compile({ $ref: '#/components/schemas/node' }, { components: { schemas: { node } } });
    const [near, far] = [{ next: 1 }, { next: { next: { next: 1 } } }].map((value) => endless(value)[0]);
    expect(near).toMatchObject({ path: ['next'], rule: null });
    expect(far).toMatchObject({ path: ['next', 'next', 'next'], rule: null });
  });

  it('returns the invalid value, not the name, if a name breaks its schema', () => {
    const validate = compile({ propertyNames: { maxLength: 1 } }, {});
    expect(validate({ ab: 1 })).toMatchObject([
      { path: [], keyword: 'maxLength', value: { ab: 1 } },
      { path: [], keyword: 'propertyNames', value: { ab: 1 } },
    ]);
  });

  it.each([
    [1, '', 1],
    [1, ' ', 0],
    [2, '💥', 1],
    [2, '💥💥', 0],
  ])(
    'of at least %d characters has %j broken %d times: a character is what a reader sees',
    (minLength, text, times) => {
      const broken = compile({ type: 'string', minLength, pattern: '!' }, {})(text).map(({ keyword }) => keyword);
      expect(broken).toEqual([...Array(times).fill('minLength'), 'pattern']);
    },
  );

  it.each([
    [{}, '💥'.repeat(3), 0],
    [{}, '💥'.repeat(4), 1],
    [{ 'x-length-unit': 'utf-16' }, '💥x', 0],
    [{ 'x-length-unit': 'utf-16' }, '💥💥', 1],
    [{ 'x-length-unit': 'utf-16' }, 'xxx', 0],
    [{ 'x-length-unit': 'utf-16' }, 'xxxx', 1],
  ])('of at most 3, counted as %j says, has %j broken %d times', (unit, text, times) => {
    expect(compile({ type: 'string', maxLength: 3, ...unit }, {})(text)).toHaveLength(times);
  });

  it.each([
    ['', true],
    ['yesterday', true],
    [1000, true],
    [9999, true],
    [999, false],
    [10_000, false],
    [-2026, false],
    [2026.5, false],
    [1e300, false],
    [null, false],
    [true, false],
    [['2026'], false],
    [{}, false],
  ])('takes %j for a text or a year: %s', (value, isTaken) => {
    expect(compile({ 'x-type': 'text-or-year' }, {})(value).length === 0).toBe(isTaken);
  });

  it('checks a second format of a text, besides the first', () => {
    const schema = { format: 'iso-8601-date', 'x-format': 'utc-or-bst-instant' };
    const broken = (value: JsonValue) => compile(schema, {})(value).map(({ keyword, limit }) => [keyword, limit]);
    expect(broken('2026-10-05T09:30:00Z')).toEqual([]);
    expect(broken('2026-10-05')).toEqual([['x-format', 'utc-or-bst-instant']]);
    expect(broken(2026)).toEqual([]);
  });

  it('returns the keyword’s value and the schema that contains it', () => {
    const [violation] = compile(weight, document)({ metric: 'Stones', amount: 1 });
    expect(violation).toMatchObject({ limit: ['Grams', 'Tonnes'], schema: { enum: ['Grams', 'Tonnes'] } });
  });

  it.each([2 ** 53, -(2 ** 53), 1e308, Infinity])('refuses the number %d, beyond the safe integers', (amount) => {
    expect(violations({ weights: [{ metric: 'Grams', amount }] })).toContainEqual([
      'weights 0 amount',
      'x-safe-number',
      amount,
    ]);
  });

  it('accepts the largest safe integer', () => {
    expect(violations({ weights: [{ metric: 'Grams', amount: Number.MAX_SAFE_INTEGER }] })).toEqual([]);
  });

  it('checks our formats by name, and the standard ones', () => {
    const schema = (format: string): JsonObject => ({ type: 'string', format });
    const isTaken = (format: string, text: string) => compile(schema(format), {})(text).length === 0;
    expect(isTaken('six-digits', '170904')).toBe(true);
    expect(isTaken('six-digits', '17 09 04')).toBe(false);
    expect(isTaken('date-time', '2026-10-05T09:30:00Z')).toBe(true);
    expect(isTaken('date-time', '2026-10-05')).toBe(false);
    expect(isTaken('uuid', '8fb3c1d2')).toBe(false);
    expect(isTaken('email', 'desk@example.com')).toBe(true);
  });

  it.each([
    ['a reference that leads nowhere', { $ref: '#/components/schemas/lost' }, /resolve reference/],
    ['a list that there is not', { type: 'string', 'x-code-list': 'ewc' }, /unknown list "ewc"/],
    ['a length below zero', { maxLength: -1 }, /schema is invalid/],
    ['a type that there is not', { type: 'text' }, /type/],
    ['a type of ours that there is not', { 'x-type': 'date' }, /no type "date"/],
    ['a format of ours that there is not', { 'x-format': 'uuid' }, /no format "uuid"/],
  ])('is not to be had from %s', (_, schema, message) => {
    expect(() => compile(schema, document)).toThrow(message);
  });
});
