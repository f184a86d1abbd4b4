import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SchemaViolation } from '../../spec/contract/compile-schema.ts';
import { codeLists } from '../../spec/contract/reference-data.ts';
import { defaultMessage, dependsOnValue } from './messages.ts';

/** Each keyword with its own wording, and one without. */
const source = readFileSync(join(import.meta.dirname, 'messages.ts'), 'utf8');
const keywords = [...source.matchAll(/case '([^']+)'/g)].map(([, keyword = '']) => keyword).concat('pattern');
const values = [null, true, '', 'text', 0, 1.5, -1, 2 ** 60, Infinity, -Infinity, [], [1], {}, { a: 1 }, undefined];

it.each(keywords)('the value affects the message of “%s” only if declared', (keyword) => {
  for (const type of ['integer', 'number', 'string', 'object']) {
    const violation = { path: [], place: '', rule: '#', keyword, limit: 'ewcCodes', schema: { type } };
    const remembered = values
      .map((value): SchemaViolation => ({ ...violation, value }))
      .filter((each) => !dependsOnValue(each));
    expect(new Set(remembered.map((each) => JSON.stringify(defaultMessage(each, codeLists)))).size).toBeLessThan(2);
  }
});
