import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { maxIssues } from '../types/issue.ts';
import { compile, inlineReferences } from './compile-schema.ts';

const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const inlined = (schemas: JsonObject, schema: JsonValue) => inlineReferences(schema, { components: { schemas } });

test('references are inlined at any depth, and keywords beside them count too', () => {
  const schemas = { a: { properties: { b: to('b') } }, b: { type: 'string' } };
  expect(inlined(schemas, { items: to('a') })).toEqual({ items: { properties: { b: { type: 'string' } } } });
  expect(inlined(schemas, { ...to('b'), maxLength: 3 })).toEqual({ allOf: [{ type: 'string' }, { maxLength: 3 }] });
});

test('a missing, external or circular reference stays a reference', () => {
  const elsewhere = { $ref: 'https://example.com/schema.json' };
  expect(inlined({}, [to('a'), elsewhere])).toEqual([to('a'), elsewhere]);
  const tree = { properties: { child: to('tree') } };
  expect(inlined({ tree }, to('tree'))).toEqual(tree);
});

test('schemas that multiply through each other are not followed for ever', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`s${index}`, { allOf: [to(`s${index + 1}`), to(`s${index + 1}`)] }]),
  );
  expect(JSON.stringify(inlined(schemas, to('s0'))).length).toBeLessThan(200_000);
});

test('a list with more faults than the maximum is not checked further, even in a schema that refers to itself', () => {
  const document = {
    components: {
      schemas: {
        node: { type: 'object', required: ['a', 'b'], properties: { below: { type: 'array', items: to('node') } } },
      },
    },
  };
  const validate = compile({ type: 'array', items: to('node') }, document);
  const violations = validate(Array(maxIssues).fill({}));
  expect(violations).toHaveLength(maxIssues);
  expect(violations.at(-1)?.path).toEqual([maxIssues / 2 - 1, 'b']);
  expect(validate([{ a: 1, b: 1, below: [{ a: 1 }] }]).map(({ path }) => path)).toEqual([[0, 'below', 0, 'b']]);
});
