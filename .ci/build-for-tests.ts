/**
 * Builds the package before the system tests, unless it is up to date. The processes that they start run from it: it
 * starts in less time than the sources, and is what a user runs.
 */
import { bringPackageUpToDate } from '../bench/package-up-to-date.ts';

export default function buildForTests(): void {
  bringPackageUpToDate((text) => process.stderr.write(`${text}\n`));
}
