import { expect, test } from 'vitest';
import type { JsonObject } from '../../spec/json.ts';
import { inServiceOrder, readFieldOrder } from './error-order.ts';
import { issueAt, type Path } from './located-issue.ts';

const item: JsonObject = {
  type: 'object',
  'x-field-order': ['name', 'operator'],
  properties: { amount: {}, operator: {}, name: {}, colour: {} },
};
const schema: JsonObject = {
  type: 'object',
  'x-field-order': ['code', 'unknown'],
  properties: { date: {}, code: {}, items: { type: 'array', items: item } },
};
const document: JsonObject = {
  paths: { '/movements/receive': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
};
const order = readFieldOrder(document);

function sorted(...paths: Path[]): string[] {
  return inServiceOrder(
    paths.map((path) => issueAt(path, 'NotProvided', '{label} is required', 'x')),
    order,
  ).map(({ key }) => key);
}

test('errors are in the order in which the document lists the fields, unknown ones last', () => {
  expect(sorted(['z'], ['items'], ['date'])).toEqual(['date', 'items', 'z']);
});

test('fields that the document names as first come first, even an unlisted one', () => {
  expect(sorted(['z'], ['date'], ['unknown'], ['code'])).toEqual(['code', 'unknown', 'date', 'z']);
});

test('a rule on a whole object or list comes after the faults inside it, wherever it was found', () => {
  const inside = ['items', 1, 'name'];
  expect(sorted(['items', 1], ['items'], inside)).toEqual(['items.1.name', 'items.1', 'items']);
  expect(sorted(inside, ['items'], ['items', 1])).toEqual(['items.1.name', 'items.1', 'items']);
  expect(sorted(['items', 1], ['items', 1, 'colour'])).toEqual(['items.1.colour', 'items.1']);
});

test('faults inside an unknown field stay as they were found, after all others', () => {
  expect(sorted(['z', 'b'], ['z', 'a'], ['date'])).toEqual(['date', 'z.b', 'z.a']);
});

test('the same applies inside every object of a list', () => {
  const inItems = [1, 0].flatMap((index) =>
    ['z', 'colour', 'amount', 'operator', 'name'].map((field) => [index, field]),
  );
  expect(sorted(...inItems.map((path) => ['items', ...path]))).toEqual(
    ['0', '1'].flatMap((index) =>
      ['name', 'operator', 'amount', 'colour', 'z'].map((field) => `items.${index}.${field}`),
    ),
  );
});
