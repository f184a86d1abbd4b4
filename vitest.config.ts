import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    // Whole-system tests start processes and browsers, on machines that do other things too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Much of them is waiting: for answers that are late on purpose, for back-off, for a browser.
    maxWorkers: 2,
  },
});
