/**
 * Before the tests: installs Debian's Chromium and PostgreSQL if they are missing and may be installed. Never fails a
 * test run.
 */
import { findPostgres } from '../mock/testing/find-postgres.ts';
import { findChromium } from '../reports/html/find-chromium.ts';
import { installPackages } from './install-packages.ts';

const programs = [
  { name: 'chromium', find: findChromium, skipped: 'the browser tests (CHROMIUM_PATH names one elsewhere)' },
  { name: 'postgresql', find: findPostgres, skipped: 'the tests of --store' },
];
const missing = () => programs.filter(({ find }) => find() === undefined);

installPackages(missing().map(({ name }) => name));
for (const { name, skipped } of missing()) console.error(`${name} is missing: skipping ${skipped}.`);
