import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The names of test files say what they need; the stores' tests all write to disks and databases. */
const system = ['**/*.system.test.ts', 'mock/store/**/*.test.ts'];
/** Run the command, in processes of its own or within theirs. */
const commands = ['runner/cli/**/*.system.test.ts', '.ci/documents.system.test.ts'];
const browser = ['**/*.browser.test.ts'];
const exclude = ['node_modules/**', 'dist/**', '.mutants/**'];

/** They wait for half a minute and more: the others run beside them, and nobody waits for them in the end. */
const long = [
  'runner/examples.system.test.ts',
  'fuzz/hostile-clients.system.test.ts',
  'runner/board/board.browser.test.ts',
  'runner/postgres.system.test.ts',
];

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => long.findLastIndex((name) => moduleId.endsWith(name));
    const first = files.filter((file) => place(file) >= 0).sort((a, b) => place(a) - place(b));
    return [...first, ...(await super.sort(files.filter((file) => place(file) < 0)))];
  }
}

export default defineConfig({
  // The examples import this package by its name, as a vendor's tests do: from the sources, for there is no build here.
  ssr: { resolve: { conditions: ['receipt-rehearsal-source', 'module', 'node'] } },
  test: {
    // One more than the cores of a small machine: many tests wait, for late answers, back-off or the end of a process.
    maxWorkers: 3,
    // A limit only ends what hangs: on a machine that does other things too, everything takes longer.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    sequence: { sequencer: LongOnesFirst },
    setupFiles: 'spec/testing/wait-long.ts',
    // Hundreds of processes load the same sources: caching saves a third of their time.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compile') },
    projects: [
      {
        extends: true,
        test: {
          // Needs nothing but its process. The files share it, so that each module is loaded once.
          name: 'pure',
          include: ['**/*.test.ts', 'examples/own-tests/with-vitest.ts'],
          exclude: [...exclude, ...system, ...browser],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Shares its process among the files like the pure ones, for it loads nearly everything.
          name: 'commands',
          include: commands,
          exclude,
          isolate: false,
          globalSetup: '.ci/build-for-tests.ts',
          setupFiles: ['runner/testing/stop-commands.ts'],
        },
      },
      {
        extends: true,
        test: {
          // Starts processes, stops databases, replaces modules or changes its folder: each file has a process of its own.
          name: 'system',
          include: system,
          exclude: [...exclude, ...commands],
          globalSetup: ['.ci/build-for-tests.ts', 'mock/testing/start-shared-postgres.ts'],
          setupFiles: ['runner/testing/stop-commands.ts'],
        },
      },
      {
        extends: true,
        test: {
          // Looks at pages in Chromium.
          name: 'browser',
          include: browser,
          exclude,
          globalSetup: 'reports/testing/start-shared-browser.ts',
        },
      },
    ],
  },
});
