import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

// The other example is one of our own tests: see vitest.config.ts.
test('the example tests with node:test pass', async () => {
  // There is no build here: the name of the package means the sources.
  const args = ['--conditions=receipt-rehearsal-source', '--test', 'examples/own-tests/with-node-test.ts'];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: `${import.meta.dirname}/..`, env });
  expect(stdout).toMatch(/^# pass 3$|^ℹ pass 3$/m);
});
