import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContract } from './contract.ts';
import { firstDay, isDate } from './dates.ts';
import { fieldsOf } from './fields.ts';
import {
  firstKnownDate,
  newestKnownDate,
  observedConditions,
  observedDefects,
  rulesOn,
} from './observed-conditions.ts';

const sources = readFileSync(join(import.meta.dirname, '..', 'sources.yaml'), 'utf8');
const fields = fieldsOf(loadContract({ ruleSet: 'observed' }).document).map(({ name }) => name);

describe('the conditions that a schema cannot express', () => {
  it.each(Object.entries(observedConditions()))(
    '%s has fields of the receipt, words, a source and a date',
    (_, condition) => {
      expect(condition).toEqual({
        fields: expect.arrayContaining([expect.any(String)]),
        service: expect.stringMatching(/\.$/),
        document: expect.stringMatching(/\.$/),
        source: expect.any(String),
        since: expect.toSatisfy(isDate),
        ...(condition.until === undefined ? {} : { until: expect.toSatisfy(isDate) }),
      });
      for (const field of condition.fields) expect(fields).toContain(field);
      expect(sources).toContain(`\n  ${condition.source}:\n`);
    },
  );
});

describe('the defects of the running service', () => {
  it.each(Object.entries(observedDefects()))('%s has words, what would be right, a source and a date', (_, defect) => {
    expect(defect).toEqual({
      service: expect.stringMatching(/\.$/),
      repaired: expect.stringMatching(/\.$/),
      source: expect.any(String),
      since: expect.toSatisfy(isDate),
      ...(defect.until === undefined ? {} : { until: expect.toSatisfy(isDate) }),
    });
    expect(sources).toContain(`\n  ${defect.source}:\n`);
  });

  it('share no name with a condition', () => {
    expect(Object.keys(observedDefects()).filter((id) => id in observedConditions())).toEqual([]);
  });
});

describe('the known dates', () => {
  it('begin with the oldest observation, and end with the newest one or a later entry', () => {
    expect([firstKnownDate(), newestKnownDate()]).toEqual(['2026-07', '2026-10']);
    expect(newestKnownDate([{ since: '2026-08' }, { since: '2026-08', until: '2026-11-02' }])).toBe('2026-11-02');
  });

  it('are in order: nothing begins before the first one, and nothing ends before it begins', () => {
    for (const { since, until } of [...Object.values(observedConditions()), ...Object.values(observedDefects())]) {
      expect(firstDay(since) >= firstDay(firstKnownDate())).toBe(true);
      if (until !== undefined) expect(firstDay(until) > firstDay(since)).toBe(true);
    }
  });

  it('decide which conditions and defects apply', () => {
    const all = [...Object.keys(observedConditions()), ...Object.keys(observedDefects())];
    const july = rulesOn('2026-07', { defects: true });
    expect(all.filter((id) => !july.has(id))).toEqual(['concentration-with-operator']);
    const october = rulesOn('2026-10', { defects: true });
    expect(all.filter((id) => !october.has(id))).toEqual([
      'malformed-json',
      'content-type-stumbles',
      'carrier-omitted',
    ]);
    expect(rulesOn('2026-10', { defects: false })).toEqual(new Set(Object.keys(observedConditions())));
  });
});
