import { execFileSync, spawnSync } from 'node:child_process';

/** Installs packages of Debian where that is permitted. Never throws: the caller looks for what is still missing. */
export function installPackages(names: readonly string[]): void {
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!mayInstall || names.length === 0) return;
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
  } catch (error) {
    console.error(`${names.join(' and ')} could not be installed: ${error instanceof Error ? error.message : error}`);
  }
}
