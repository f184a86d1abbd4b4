import { expect, test } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import { absentFields, jsonExcerpt, markedJson, type TextRun } from './json-tree.ts';

const receipt: JsonValue = {
  apiCode: '***',
  wasteItems: [
    { ewcCodes: ['170201', '170202'], physicalForm: 'Solid' },
    { ewcCodes: ['030105'], physicalForm: 'Solid', weight: { amount: 2.5 } },
  ],
  carrier: { meansOfTransport: 'Road', registrationNumber: null },
};
const text = (runs: TextRun[]) => runs.map((run) => run.text).join('\n');
const marked = (runs: TextRun[]) => runs.filter((run) => run.isMarked).map((run) => run.text.trim());

test('without a field that matters it is JSON as everybody indents it', () => {
  expect(markedJson(receipt, [])).toEqual([{ text: JSON.stringify(receipt, null, 2), isMarked: false }]);
  for (const value of [null, 1, 'a', [], {}, [[]], { a: {} }]) {
    expect(text(markedJson(value, ['a']))).toBe(JSON.stringify(value, null, 2));
  }
});

test('what a field points at is marked, a short list as a whole, in every item', () => {
  expect(text(markedJson(receipt, ['wasteItems.*.ewcCodes']))).toBe(JSON.stringify(receipt, null, 2));
  expect(marked(markedJson(receipt, ['carrier.meansOfTransport']))).toEqual(['"meansOfTransport": "Road",']);
  expect(marked(markedJson(receipt, ['wasteItems.1.ewcCodes']))).toEqual(['"ewcCodes": [\n        "030105"\n      ],']);
  expect(marked(markedJson(receipt, ['wasteItems.*.ewcCodes']))).toHaveLength(2);
});

test('of what holds more fields that matter, only the first line is marked', () => {
  expect(marked(markedJson(receipt, ['wasteItems', 'wasteItems.*.weight.amount']))).toEqual([
    '"wasteItems": [',
    '"amount": 2.5',
  ]);
});

test('a long list is marked by its first line', () => {
  const long = { codes: Array.from({ length: 100 }, (_, i) => i) };
  expect(marked(markedJson(long, ['codes']))).toEqual(['"codes": [']);
});

test('an excerpt has what matters and where it stands, and a sign for each gap', () => {
  expect(text(jsonExcerpt(receipt, ['carrier.registrationNumber']))).toBe(
    '{\n  …\n  "carrier": {\n    …\n    "registrationNumber": null\n  }\n}',
  );
  expect(text(jsonExcerpt(receipt, ['wasteItems.1.weight']))).toContain('"weight": {\n        "amount": 2.5\n      }');
  expect(jsonExcerpt(receipt, ['nowhere', 'carrier.nowhere'])).toEqual([]);
});

test('a line of an excerpt that is very long is cut', () => {
  expect(text(jsonExcerpt({ a: 'x'.repeat(5000) }, ['a']))).toMatch(/^\{\n {2}"a": "x+… \(cut\)\n\}$/);
});

test('what is not there is named, null is there', () => {
  expect(absentFields(receipt, ['wasteItems.*.weight', 'carrier.registrationNumber', 'brokerOrDealer.name'])).toEqual([
    'wasteItems.0.weight',
    'brokerOrDealer.name',
  ]);
  expect(absentFields({ wasteItems: 'none' }, ['wasteItems.*.weight', 'constructor'])).toEqual(['constructor']);
});

test('a hostile depth or key neither throws nor is taken for a field', () => {
  let deep: JsonValue = 1;
  for (let i = 0; i < 2000; i++) deep = { a: deep };
  expect(text(markedJson(deep, ['a.a'])).split('\n').length).toBeLessThan(100);
  const hostile = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(marked(markedJson(hostile, ['__proto__.a', 'toString']))).toEqual(['"a": 1']);
});
