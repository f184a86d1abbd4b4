/** Before the tests: installs Debian's Chromium where it is missing and may be installed. Never fails a test run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { findBrowser } from '../reports/fixtures/browser.ts';

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

function install(): void {
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}

if (findBrowser() === undefined) {
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  try {
    if (mayInstall) install();
  } catch (error) {
    console.error(`Chromium could not be installed: ${error instanceof Error ? error.message : error}`);
  }
  if (findBrowser() === undefined) {
    console.error('No Chromium was found (CHROMIUM_PATH names one elsewhere): the browser tests will be skipped.');
  }
}
