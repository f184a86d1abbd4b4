import { expect, test } from 'vitest';
import { refusedExchange } from './fixtures/sample-parts.ts';
import { findingsView } from './html-findings.ts';
import { historyView } from './html-history.ts';
import { notesView } from './html-notes.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test('what broke stands before what there is to weigh, and of very many findings the first are shown', () => {
  const warning = { text: 'Weigh this.', level: 'warning' } as const;
  const view = findingsView([warning, ...numbers(50).map((n) => ({ text: `Breach ${n}` }))]);
  expect(view.findings).toHaveLength(50);
  expect(view.findings[0]?.text).toBe('Breach 1');
  expect(view.hasWarnings).toBe(true);
  expect(view.left).toBe('These are the first 50 of 51 findings. The file rehearsal.json has all.');
  expect(findingsView([warning])).toMatchObject({ left: '', findings: [{ isWarning: true }] });
});

test('of very many earlier attempts the latest are shown', () => {
  const at = '2027-01-18T09:41:07.120Z';
  const view = historyView(numbers(30).map((exchange) => ({ exchange, at, verdict: 'fail' })));
  expect(view.attempts).toHaveLength(20);
  expect(view.attempts[0]?.text).toMatch(/^Exchange 11, /);
  expect(view.left).toMatch(/^10 earlier than these/);
});

test('a note that was made on very many exchanges names the first of them', () => {
  const notes = notesView(numbers(500).map((seq) => refusedExchange(seq, 'rehearsal-a', seq)));
  expect(notes).toHaveLength(1);
  expect(notes[0]?.exchanges).toMatch(/^1, 2, .+, 20 and 480 more$/);
});
