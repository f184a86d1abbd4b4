import { describe, expect, it } from 'vitest';
import { loadContract } from './contract.ts';
import { firstDay } from './dates.ts';
import { fieldsOf } from './fields.ts';
import { datedEntries, serviceChanges, writtenChanges } from './service-changes.ts';

const dates = datedEntries();
const fields = fieldsOf(loadContract({ ruleSet: 'observed' }).document).map(({ name }) => name);

describe('the changes of the service', () => {
  it('are made of every dated entry, each of them once', () => {
    const entries = writtenChanges().flatMap((change) => change.entries);
    expect(entries.toSorted()).toEqual([...dates.keys()].toSorted());
  });

  it.each(writtenChanges())('has entries of one date, fields of a receipt and whole sentences: $after', (change) => {
    expect(new Set(change.entries.map((entry) => dates.get(entry))).size).toBe(1);
    for (const field of change.fields) expect(fields).toContain(field);
    for (const text of [change.before, change.after, change.advice]) expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('are told with their date, the oldest first, and with how sure they are', () => {
    const changes = serviceChanges();
    expect(changes.map(({ since }) => since)).toEqual([
      ...['2026-07-31', '2026-07-31', '2026-08-03', '2026-08-05', '2026-08-20', '2026-08-28'],
      ...['2026-09', '2026-09', '2026-09', '2026-09', '2026-10'],
    ]);
    expect(new Set(changes.map(({ certainty }) => certainty))).toEqual(new Set(['observed']));
  });

  it('can be told from a date on', () => {
    const since = (date: string) => serviceChanges(date).map((change) => firstDay(change.since));
    expect(since('2026-08-20')).toHaveLength(7);
    expect(since('2026-08')[0]).toBe('2026-08-03');
    expect(since('2026-11')).toEqual([]);
  });
});
