import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SchemaViolation } from '../../spec/contract/compile-schema.ts';
import { codeLists } from '../../spec/contract/reference-data.ts';
import type { JsonValue } from '../../spec/json.ts';
import { defaultMessage, dependsOnValue } from './messages.ts';

/** Each keyword with its own wording, and one without. */
const source = readFileSync(join(import.meta.dirname, 'messages.ts'), 'utf8');
const keywords = [...source.matchAll(/case '([^']+)'/g)].map(([, keyword = '']) => keyword).concat('pattern');
const values = [null, true, '', 'text', 0, 1.5, -1, 2 ** 60, Infinity, -Infinity, [], [1], {}, { a: 1 }, undefined];

it.each<[keyword: string, limit: JsonValue, value: JsonValue, expected: string]>([
  ['format', 'email', 'x', 'InvalidFormat: {label} must be a valid email'],
  ['format', 'iri', 'x', 'InvalidFormat: {label} must be a valid iri'],
  ['x-type', 'text-or-year', [], 'InvalidType: {label} must be a string'],
  ['x-format', 'utc-or-bst-instant', 'x', 'InvalidFormat: {label} must be a valid utc-or-bst-instant'],
  ['x-safe-number', true, Infinity, 'UnexpectedError: {label} cannot be infinity'],
  ['x-safe-number', true, -Infinity, 'UnexpectedError: {label} cannot be infinity'],
  ['x-safe-number', true, 2 ** 60, 'UnexpectedError: {label} must be a safe number'],
  ['maxItems', 5, [], 'OutOfRange: {label} must contain less than or equal to 5 items'],
  ['pattern', '^a', 'b', 'UnexpectedError: {label} breaks "pattern"'],
])('without words of its own, “%s” (%j) on %j is answered with %s', (keyword, limit, value, expected) => {
  const { errorType, message } = defaultMessage({ ...violationOf(keyword), limit, value }, codeLists);
  expect(`${errorType}: ${message}`).toBe(expected);
});

function violationOf(keyword: string): SchemaViolation {
  return { path: [], place: '', rule: '#', keyword, limit: null, schema: {}, value: null };
}

it.each(keywords)('the value affects the message of “%s” only if declared', (keyword) => {
  for (const type of ['integer', 'number', 'string', 'object']) {
    const violation = { path: [], place: '', rule: '#', keyword, limit: 'ewcCodes', schema: { type } };
    const remembered = values
      .map((value): SchemaViolation => ({ ...violation, value }))
      .filter((each) => !dependsOnValue(each));
    expect(new Set(remembered.map((each) => JSON.stringify(defaultMessage(each, codeLists)))).size).toBeLessThan(2);
  }
});
