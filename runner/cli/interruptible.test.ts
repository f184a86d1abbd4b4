import { expect, test, vi } from 'vitest';
import { interruptible, stopWith } from './interruptible.ts';

test('a signal interrupts the run, and a second one ends the process', () => {
  const [told, exit] = [vi.fn(), vi.fn()];
  const { signal, isOver } = interruptible(told);
  stopWith(130, 1000, exit);
  // npm passes on what the terminal sends too.
  stopWith(130, 1020, exit);
  expect([told.mock.calls.length, signal.aborted, exit.mock.calls.length]).toEqual([1, true, 0]);
  stopWith(143, 2000, exit);
  expect(exit.mock.calls).toEqual([[143]]);
  isOver();
});

test('without a run, the first signal ends the process', () => {
  const exit = vi.fn();
  interruptible(() => {}).isOver();
  stopWith(130, 1000, exit);
  expect(exit.mock.calls).toEqual([[130]]);
});
