import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContract } from './contract.ts';
import { fieldsOf } from './fields.ts';
import { conditions, defects } from './known.ts';

const sources = readFileSync(join(import.meta.dirname, 'sources.yaml'), 'utf8');
const fields = fieldsOf(loadContract({ ruleSet: 'observed' }).document).map(({ name }) => name);

describe('the conditions that a schema cannot say', () => {
  it.each(Object.entries(conditions()))('%s has fields of the receipt, words, a source and a date', (_, condition) => {
    expect(condition).toEqual({
      fields: expect.arrayContaining([expect.any(String)]),
      service: expect.stringMatching(/\.$/),
      document: expect.stringMatching(/\.$/),
      source: expect.any(String),
      since: expect.stringMatching(/^\d{4}-\d{2}$/),
    });
    for (const field of condition.fields) expect(fields).toContain(field);
    expect(sources).toContain(`\n  ${condition.source}:\n`);
  });
});

describe('the defects of the running service', () => {
  it.each(Object.entries(defects()))('%s has words, what would be right, a source and a date', (_, defect) => {
    expect(defect).toEqual({
      service: expect.stringMatching(/\.$/),
      repaired: expect.stringMatching(/\.$/),
      source: expect.any(String),
      since: expect.stringMatching(/^\d{4}-\d{2}$/),
    });
    expect(sources).toContain(`\n  ${defect.source}:\n`);
  });

  it('have no name that a condition has', () => {
    expect(Object.keys(defects()).filter((id) => id in conditions())).toEqual([]);
  });
});
