import { describe, expect, test } from 'vitest';
import type { Shot } from './measure/shoot.ts';
import { ceiling, summarise } from './summary.ts';

const shot = (row: string, round: number, requestsPerSecond: number, more: Partial<Shot> = {}): Shot => ({
  row,
  column: 'valid',
  round,
  requestsPerSecond,
  processorMicroseconds: 100,
  latencyMs: { median: 1, p99: 4 },
  firstAnswerMs: 300,
  residentMb: 90,
  ...more,
});
const rows = [
  { id: 'ours', title: 'ours' },
  { id: ceiling, title: 'the ceiling' },
];

describe('the summary', () => {
  test('uses medians over the rounds', () => {
    const [line] = summarise(rows, [shot('ours', 1, 10), shot('ours', 2, 1000), shot('ours', 3, 20)]);
    expect(line?.cells.valid.requestsPerSecond).toBe(20);
  });

  test('compares each round with the ceiling of that round, since the machine drifts', () => {
    const fast = [shot('ours', 1, 500), shot(ceiling, 1, 1000)];
    const slow = [shot('ours', 2, 100), shot(ceiling, 2, 200)];
    const between = [shot('ours', 3, 250), shot(ceiling, 3, 500)];
    const [line] = summarise(rows, [...fast, ...slow, ...between]);
    expect(line?.cells.valid.ratio).toBe(0.5);
  });

  test('never compares one column with another', () => {
    const [line] = summarise(rows, [shot('ours', 1, 10), shot(ceiling, 1, 20, { column: 'list' })]);
    expect(line?.cells.valid.ratio).toBeUndefined();
  });

  test('has no ratio if the ceiling was not measured, and no processor time if the machine reports none', () => {
    const [line] = summarise(rows, [shot('ours', 1, 10, { processorMicroseconds: null, residentMb: null })]);
    expect(line).toMatchObject({ cells: { valid: { ratio: undefined, processorMicroseconds: undefined } } });
    expect(line?.residentMb).toBeUndefined();
  });

  test('uses the memory after valid receipts, and the first response of every start', () => {
    const others = [
      shot('ours', 1, 1, { column: 'list', residentMb: 500, firstAnswerMs: 100 }),
      shot('ours', 1, 1, { column: 'invalid', residentMb: 500, firstAnswerMs: 200 }),
    ];
    expect(summarise(rows, [shot('ours', 1, 1), ...others])[0]).toMatchObject({ residentMb: 90, firstAnswerMs: 200 });
  });
});
