import { expect, test } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Finding } from '../../spec/types/verdict.ts';
import { refusedExchange } from '../testing/sample-parts.ts';
import { findingNumber, findingsView } from './findings.ts';
import { notesView } from './notes.ts';
import { historyView } from './scenario.ts';

const of = (findings: Finding[]) => ({ requirement: 'terms:T04', given: [], then: [], findings });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test('what broke stands before what there is to weigh, and of very many findings the first are shown', () => {
  const warning = { text: 'Weigh this.', level: 'warning' } as const;
  const view = findingsView(of([warning, ...numbers(50).map((n) => ({ text: `Breach ${n}` }))]), 'scenario-A');
  expect(view.findings).toHaveLength(50);
  expect(view.findings[0]?.text).toBe('Breach 1');
  expect(view.hasWarnings).toBe(true);
  expect(view.left).toBe('These are the first 50 of 51 findings. The file rehearsal.json has all of them.');
  expect(findingsView(of([warning]), 'scenario-A')).toMatchObject({ left: '', findings: [{ level: 'warning' }] });
});

test('a note stands behind all else, and is not a warning', () => {
  const note = { text: 'Not wrong yet.', level: 'note' } as const;
  const warning = { text: 'Weigh this.', level: 'warning' } as const;
  const both = findingsView(of([note, warning, { text: 'It broke.' }]), 'scenario-A');
  expect(both.findings.map(({ level }) => level)).toEqual(['failure', 'warning', 'note']);
  expect(findingsView(of([note]), 'scenario-A').hasWarnings).toBe(false);
});

test('of very many earlier attempts the latest are shown', () => {
  const at = '2027-01-18T09:41:07.120Z';
  const view = historyView(numbers(30).map((exchange) => ({ exchange, at, verdict: 'fail' })));
  expect(view.attempts).toHaveLength(20);
  expect(view.attempts[0]?.text).toMatch(/^Exchange 11, /);
  expect(view.left).toMatch(/ has 10 earlier ones\.$/);
});

test('a note that was made on very many exchanges names the first of them', () => {
  const notes = notesView(numbers(500).map((seq) => refusedExchange(seq, 'rehearsal-a', seq)));
  expect(notes.map(({ kind }) => kind)).toEqual(['fault']);
  expect(notes[0]?.notes).toHaveLength(1);
  expect(notes[0]?.notes[0]?.exchanges).toMatch(/^1, 2, .+, 20 and 480 more$/);
});

test('a finding has what was expected and found, and the fix that the mock knows for the field, or what was expected', () => {
  const finding = { text: 'It broke.', field: 'carrier.vehicleRegistration', expected: 'a value', found: 'nothing' };
  const broken = { text: 'the receipt is accepted', met: false, finding };
  const exchange: Exchange = {
    ...refusedExchange(1, 'rehearsal-a', 0),
    notes: [{ kind: 'explanation', text: 'x', source: 'oas-2026-06', key: finding.field, fix: 'Give it a value.' }],
  };
  const facts = (exchanges: Exchange[]) =>
    findingsView({ ...of([finding]), then: [broken] }, 'scenario-A', exchanges).findings[0]?.facts;
  const told = facts([exchange])?.map(({ term, text }) => `${term}: ${text}`);
  expect(told).toEqual([
    'Expected: a value',
    'Found: nothing',
    'Fix: Give it a value.',
    'Expectation: the receipt is accepted',
    'Field: carrier.vehicleRegistration',
    "Source: The department's OpenAPI document of the Receipt API (2026-06, published)",
  ]);
  const without = facts([]);
  expect(without?.[2]?.text).toBe('Change the product so that this holds: the receipt is accepted.');
  expect(without?.at(-1)).toMatchObject({
    text: 'Receipt API Terms of Service (2026-01, published)',
    url: 'https://defra.github.io/waste-tracking-service/production/api-terms-of-service/',
  });
});

test('a step names its finding by its place in the list, where what broke comes first', () => {
  const [warning, violation] = [{ text: 'Weigh this.', level: 'warning' } as const, { text: 'It broke.' }];
  expect(findingNumber(warning, [warning, violation])).toBe(2);
  expect(findingNumber({ ...violation }, [warning, violation])).toBe(1);
  expect(findingNumber(null, [warning])).toBeNull();
  expect(findingNumber({ text: 'Elsewhere.' }, [warning])).toBeNull();
});

test('of very many different notes the first are shown', () => {
  const different = numbers(60).map((seq) => ({
    ...refusedExchange(seq, 'rehearsal-a', seq),
    notes: [{ kind: 'defect' as const, text: `Note ${seq}`, source: 'assumption' }],
  }));
  const [view] = notesView(different);
  expect(view?.notes).toHaveLength(50);
  expect(view?.left).toBe('And 10 more: the file rehearsal.json has them.');
});
