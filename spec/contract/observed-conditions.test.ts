import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContract } from './contract.ts';
import { firstDay, isDate } from './dates.ts';
import { fieldsOf } from './fields.ts';
import {
  firstKnownDate,
  newestKnownDate,
  observedAnswers,
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

  it('have no name that a condition or an answer has', () => {
    const others = { ...observedConditions(), ...observedAnswers() };
    expect(Object.keys(observedDefects()).filter((id) => id in others)).toEqual([]);
    expect(Object.keys(observedAnswers()).filter((id) => id in observedConditions())).toEqual([]);
  });
});

describe('what the answers hold beside status and body', () => {
  it.each(Object.entries(observedAnswers()))('%s has words, a source and a date', (_, answer) => {
    expect(answer).toEqual({
      service: expect.stringMatching(/\.$/),
      source: expect.any(String),
      since: expect.toSatisfy(isDate),
      ...(answer.until === undefined ? {} : { until: expect.toSatisfy(isDate) }),
    });
    expect(sources).toContain(`\n  ${answer.source}:\n`);
  });
});

describe('the dates of what is known', () => {
  const lists = [observedConditions(), observedAnswers(), observedDefects()];

  it('begin with the oldest observation, and go to the newest one or to a later entry', () => {
    expect([firstKnownDate(), newestKnownDate()]).toEqual(['2026-07', '2026-10']);
    expect(newestKnownDate([{ since: '2026-08' }, { since: '2026-08', until: '2026-11-02' }])).toBe('2026-11-02');
  });

  it('are in order: nothing is known from before the first one, and nothing ends before it begins', () => {
    for (const { since, until } of lists.flatMap((list) => Object.values(list))) {
      expect(firstDay(since) >= firstDay(firstKnownDate())).toBe(true);
      if (until !== undefined) expect(firstDay(until) > firstDay(since)).toBe(true);
    }
  });

  it('decide which conditions and defects there are', () => {
    const all = lists.flatMap((list) => Object.keys(list));
    const july = rulesOn('2026-07', { defects: true });
    expect(all.filter((id) => !july.has(id))).toEqual([
      'concentration-with-operator',
      'service-charge-is-paid',
      'charge-header-of-every-answer',
    ]);
    const october = rulesOn('2026-10', { defects: true });
    expect(all.filter((id) => !october.has(id))).toEqual([
      'charge-header-of-movements',
      'charge-header-with-prefix',
      'malformed-json',
      'content-type-stumbles',
      'compressed-body-stumbles',
      'path-stumbles',
      'failure-of-its-own-shape',
      'carrier-omitted',
    ]);
    const repaired = [...Object.keys(observedConditions()), 'charge-header-of-every-answer'];
    expect(rulesOn('2026-10', { defects: false })).toEqual(new Set(repaired));
  });
});
