/** Before the tests: installs Debian's PostgreSQL where it is missing and may be installed. Never fails a test run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { findPostgres } from '../mock/testing/find-postgres.ts';

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

function install(): void {
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'];
  execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}

if (findPostgres() === undefined) {
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  try {
    if (mayInstall) install();
  } catch (error) {
    console.error(`PostgreSQL could not be installed: ${error instanceof Error ? error.message : error}`);
  }
  if (findPostgres() === undefined) console.error('No PostgreSQL was found: the tests of --store will be skipped.');
}
