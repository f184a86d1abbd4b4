import { defineConfig } from 'vitest/config';
import { keptThread } from './kept-thread.ts';

export default defineConfig({
  plugins: [
    {
      name: 'kept-thread',
      // Stryker sets the pool itself, and knows only those of Vitest.
      configureVitest({ project }) {
        Object.assign(project.config, { pool: keptThread.name, poolRunner: keptThread });
      },
    },
  ],
  test: {
    // Tests of scenarios that need a runner to make receipts stand beside the runner.
    include: ['scenarios/**/*.test.ts', 'mock/rules/**/*.test.ts', 'runner/run/mistakes.test.ts'],
    // The guard of the rules notices every change; hostile texts take minutes while changes are switched on.
    exclude: ['**/*.system.test.ts', '**/*-hostile.test.ts', 'scenarios/rules-version.test.ts'],
    // The run has the lowest priority: beside other work everything may take many times as long.
    testTimeout: 1_800_000,
    setupFiles: ['spec/testing/wait-long.ts', '.ci/mutants/activate-mutant.ts'],
    isolate: false,
    // A changed judge shows in a few runs of each strategy of retries; the shares are held by npm test.
    env: { SIMULATED_RUNS: '20' },
  },
});
