/**
 * Before the tests: installs Debian's Chromium and PostgreSQL if they are missing and may be installed. Never fails a
 * test run.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { findPostgres } from '../mock/testing/find-postgres.ts';
import { findChromium } from '../reports/html/find-chromium.ts';

const programs = [
  { name: 'chromium', find: findChromium, skipped: 'the browser tests (CHROMIUM_PATH names one elsewhere)' },
  { name: 'postgresql', find: findPostgres, skipped: 'the tests of --store' },
];
const missing = () => programs.filter(({ find }) => find() === undefined);

function install(names: readonly string[]): void {
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
}

const names = missing().map(({ name }) => name);
if (names.length > 0) {
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  try {
    if (mayInstall) install(names);
  } catch (error) {
    console.error(`${names.join(' and ')} could not be installed: ${error instanceof Error ? error.message : error}`);
  }
  for (const { name, skipped } of missing()) console.error(`${name} is missing: skipping ${skipped}.`);
}
