import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** This package's version, from its package.json, whether it runs from a checkout or from `dist`. */
export function toolVersion(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error('package.json of receipt-rehearsal is missing');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}
