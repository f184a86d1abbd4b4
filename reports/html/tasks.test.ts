import { expect, test } from 'vitest';
import type { Outcome } from '../../spec/types/brief.ts';
import { outcomeView } from './tasks.ts';

const accepted = (id: string): Outcome => ({ outcome: 'accepted', wasteTrackingId: id });
const many = (count: number) => Array.from({ length: count }, (_, i) => accepted(`26A${i}`));
const texts = (outcomes: Outcome[]) => outcomeView(outcomes).map(({ text }) => text);

test('one outcome is a sentence with its tracking id and its messages', () => {
  expect(outcomeView([{ outcome: 'rejected', wasteTrackingId: '26A', messages: ['Too heavy'] }])).toEqual([
    {
      text: 'The product reported that the receipt was rejected.',
      trackingIds: '26A',
      messages: ['Too heavy'],
      left: '',
    },
  ]);
});

test.each([
  ['accepted', 'The product reported that the receipt was accepted.'],
  ['rejected', 'The product reported that the receipt was rejected.'],
  ['blocked', 'The product reported that it blocked the receipt before sending.'],
  ['failed', 'The product reported that it failed to send the receipt.'],
] as const)('the outcome %s reads "%s"', (outcome, text) => {
  expect(texts([{ outcome }])).toEqual([text]);
});

test('up to three are shown one by one, also if they are the same', () => {
  expect(texts(many(3))).toEqual(
    [1, 2, 3].map((n) => `Receipt ${n}: The product reported that the receipt was accepted.`),
  );
});

test('equal outcomes are grouped and counted', () => {
  const refused: Outcome = { outcome: 'rejected', messages: ['Too heavy'] };
  expect(outcomeView([...many(497), refused, refused, { outcome: 'failed' }])).toEqual([
    {
      text: 'The product reported that 497 receipts were accepted.',
      trackingIds: '26A0, 26A1, 26A2 and 494 more',
      messages: [],
      left: '',
    },
    { text: 'The product reported that 2 receipts were rejected.', trackingIds: '', messages: ['Too heavy'], left: '' },
    { text: 'The product reported that it failed to send one receipt.', trackingIds: '', messages: [], left: '' },
  ]);
});

test('the same outcome with other messages is another group; beyond ten groups only the kinds are counted', () => {
  const each = Array.from({ length: 30 }, (_, i): Outcome => ({ outcome: 'rejected', messages: [`Receipt ${i}`] }));
  const shown = outcomeView(each);
  expect(shown).toHaveLength(11);
  expect(shown.at(-1)).toEqual({
    text: 'The product reported that 20 receipts were rejected.',
    trackingIds: '',
    messages: [],
    left: 'Their messages differ: the file rehearsal.json has them.',
  });
});

test('many and long messages are cut, and it says so', () => {
  const [one] = outcomeView([{ outcome: 'failed', messages: Array(12).fill('x'.repeat(2000)) }]);
  expect(one?.messages).toHaveLength(10);
  expect(one?.messages[0]).toMatch(/^x{1000}… \(cut\)$/);
  expect(one?.left).toBe('And 2 more.');
});
