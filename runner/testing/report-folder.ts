import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJson } from '../../reports/json.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { type Declaration, usualThresholds } from '../../spec/types/verdict.ts';
import type { Driver } from '../drivers/driver.ts';
import { referenceDriver } from '../drivers/reference.ts';
import { signReportFolder } from '../report-files/sign.ts';
import type { ReportSigningKey } from '../report-files/signing-keys.ts';
import { pickScenarios } from '../run/pick-scenarios.ts';
import { runSuite } from '../run/run-suite.ts';
import { atOnce, startService } from './in-process.ts';

const contract = loadContract({ ruleSet: 'observed' });

/** Fast scenarios of both suites and of the traffic checks. */
const usualIds = ['R01', 'R02', 'R04', 'C01', 'B01', 'A01', 'A02', 'U01', 'U04', 'W01', 'W02', 'W04'];

export interface TestRunOptions {
  ids?: readonly string[];
  driver?: Driver;
  declarations?: ReadonlyMap<string, Declaration>;
}

/** Returns a rehearsal as `rehearse run` makes it, with the default thresholds, and as read from its file. */
export async function runForReportFolder({
  ids = usualIds,
  driver,
  declarations,
}: TestRunOptions = {}): Promise<Rehearsal> {
  const service = await startService();
  try {
    const scenarios = pickScenarios(ids);
    const rehearsal = await runSuite({
      scenarios,
      driver: driver ?? referenceDriver({ timeoutMs: 20_000 }),
      contract,
      service,
      settings: {
        suite: 'all',
        driver: 'reference',
        ruleSet: 'observed',
        asOf: contract.asOf,
        seed: 2,
        timeoutMs: 20_000,
        concurrency: 1,
        thresholds: usualThresholds,
        scenarios: scenarios.map(({ id }) => id),
      },
      settling: atOnce,
      ...(declarations === undefined ? {} : { declarations }),
    });
    return JSON.parse(renderJson(rehearsal));
  } finally {
    await service.close();
  }
}

/** Writes the rehearsal to a new folder, with another file and the sums of both. */
export function writeTestReportFolder(folder: string, rehearsal: Rehearsal, key?: ReportSigningKey): string {
  mkdirSync(folder, { recursive: true });
  const [file, beside] = [join(folder, 'rehearsal.json'), join(folder, 'notes.txt')];
  writeFileSync(file, renderJson(rehearsal));
  writeFileSync(beside, 'A note.\n');
  signReportFolder(folder, [file, beside], key);
  return file;
}

/** Flips the lowest bit of one byte of a file. */
export function flipByte(file: string, position: number): void {
  const bytes = readFileSync(file);
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
