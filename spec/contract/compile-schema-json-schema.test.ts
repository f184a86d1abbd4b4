import { describe, expect, it } from 'vitest';
import { toJsonSchema } from './compile-schema.ts';

describe('a schema of OpenAPI 3.0 as JSON Schema', () => {
  it.each([
    ['nullable becomes a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['nullable false says nothing', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'a nullable list of values accepts null too',
      { type: 'string', nullable: true, enum: ['Road', 'Rail'] },
      { type: ['string', 'null'], enum: ['Road', 'Rail', null] },
    ],
    [
      'an exclusive minimum becomes its own bound',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      { type: 'number', exclusiveMinimum: 0 },
    ],
    [
      'an exclusive maximum becomes its own bound',
      { type: 'number', maximum: 9, exclusiveMaximum: true },
      { type: 'number', exclusiveMaximum: 9 },
    ],
    [
      'a bound that is not exclusive stays',
      { type: 'number', minimum: 0, exclusiveMinimum: false },
      { type: 'number', minimum: 0 },
    ],
    ['an exclusive bound without a bound is removed', { type: 'number', exclusiveMinimum: true }, { type: 'number' }],
    ['an example is removed', { type: 'string', example: 'WB-10482' }, { type: 'string' }],
    [
      'other keywords stay, this project’s own among them',
      { type: 'string', description: 'A code.', 'x-code-list': 'ewc-codes' },
      { type: 'string', description: 'A code.', 'x-code-list': 'ewc-codes' },
    ],
    [
      'it reaches schemas inside lists and lists of schemas',
      { type: 'array', items: { oneOf: [{ type: 'string', nullable: true }] } },
      { type: 'array', items: { oneOf: [{ type: ['string', 'null'] }] } },
    ],
    [
      'fields that are called like keywords stay fields',
      { properties: { example: { type: 'string', nullable: true }, nullable: { type: 'boolean' } } },
      { properties: { example: { type: ['string', 'null'] }, nullable: { type: 'boolean' } } },
    ],
  ])('%s', (_, openApi, expected) => {
    expect(toJsonSchema(openApi)).toEqual(expected);
  });

  it('leaves the given schema unchanged', () => {
    const schema = { type: 'number', minimum: 0, exclusiveMinimum: true, nullable: true };
    const before = structuredClone(schema);
    toJsonSchema(schema);
    expect(schema).toEqual(before);
  });
});
