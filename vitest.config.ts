import { defineConfig } from 'vitest/config';

/** Tests that start processes, stop databases, replace modules or write to disks. */
const system = ['**/*.system.test.ts', 'mock/store/*.test.ts'];
/** Tests that look at pages in Chromium. */
const browser = ['**/*.browser.test.ts'];
const exclude = ['node_modules/**', 'dist/**'];

export default defineConfig({
  test: {
    // Generous, for machines that do other things too: a limit only ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: 'spec/testing/wait-long.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...system, ...browser],
          // The files share a process, so that each module is loaded and each contract compiled once.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: system,
          exclude,
          globalSetup: 'mock/testing/start-shared-postgres.ts',
          // Much of these tests is waiting: for answers that are late on purpose, for back-off, for a process to end.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude,
          globalSetup: 'reports/fixtures/start-shared-browser.ts',
          maxWorkers: 2,
        },
      },
    ],
  },
});
