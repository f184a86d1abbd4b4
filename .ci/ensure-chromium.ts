/** Before the tests: installs Debian's Chromium where it is missing and may be installed. Never fails a test run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const isThere = () => places.some((place) => place !== undefined && existsSync(place));

function install(): void {
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
}

if (!isThere()) {
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  try {
    if (mayInstall) install();
  } catch (error) {
    console.error(`Chromium could not be installed: ${error instanceof Error ? error.message : error}`);
  }
  if (!isThere())
    console.error('No Chromium was found (CHROMIUM_PATH names one elsewhere): the browser tests will be skipped.');
}
