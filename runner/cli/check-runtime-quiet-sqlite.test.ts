import { afterEach, expect, test, vi } from 'vitest';
import { silenceSqliteWarning } from './check-runtime.ts';

const before = process.listeners('warning');
afterEach(() => {
  process.removeAllListeners('warning');
  for (const listener of before) process.on('warning', listener);
});

test('only the warning about SQLite is hidden', () => {
  const print = vi.fn();
  process.removeAllListeners('warning').on('warning', print);
  silenceSqliteWarning();
  const warn = (name: string, message: string) => process.emit('warning', Object.assign(new Error(message), { name }));
  warn('ExperimentalWarning', 'SQLite is an experimental feature and might change at any time');
  expect(print).not.toHaveBeenCalled();
  warn('ExperimentalWarning', 'Another is an experimental feature and might change at any time');
  warn('DeprecationWarning', 'SQLite is an experimental feature and might change at any time');
  expect(print).toHaveBeenCalledTimes(2);
});
