/** Runs the steps of Containerfile in an empty folder, with what npm installs there. Needs a registry. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildIn, healthCheck, startAsComposed } from './container-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-container-'));
chmodSync(folder, 0o755);
const secrets = { 'control-token': 'a-token', 'client-secret': 'a-client-secret', 'database-password': 'a-password' };
try {
  buildIn(folder);
  // The store of compose.yaml is that of its database; REHEARSAL_STORE may name another one here.
  const mock = startAsComposed(folder, secrets, process.env['REHEARSAL_STORE'] ?? '');
  mock.stderr.pipe(process.stderr);
  const [line] = await once(createInterface(mock.stdout), 'line');
  const [program = '', ...words] = healthCheck(/:(\d+)/.exec(String(line))?.[1] ?? '');
  execFileSync(program, words, { stdio: 'inherit' });
  console.log(`${line}\nThe steps of Containerfile run, and the mock is healthy.`);
  mock.kill();
  await once(mock, 'exit');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
