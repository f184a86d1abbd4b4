import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ApprovalTest, readApprovalTests } from '../../mock/rules/approval-request.ts';
import { openStore, type StoreLocation } from '../../mock/store/open-store.ts';
import type { StoredMovement } from '../../mock/store/store.ts';
import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import { updatedIdOf } from '../../scenarios/shared/response.ts';
import { approvalScenario } from '../../scenarios/suites.ts';
import { check } from '../../spec/approval-checker.ts';
import { at } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { CheckerVerdict, Finding, Verdict } from '../../spec/types/verdict.ts';
import { commandName } from '../cli/command-name.ts';
import { type ExitCode, exitCodes, UsageError } from '../cli/exit-codes.ts';
import { describeStoreLocation } from '../cli/mock-options.ts';
import { signs } from '../cli/progress.ts';
import { readJson } from '../cli/read-json.ts';
import { columns, safe } from '../cli/terminal.ts';

/** Both verdicts on one stored receipt: the checker's and the documented one. */
export interface Assessed extends ApprovalTest {
  checker: CheckerVerdict;
  documented: { verdict: Verdict; findings: Finding[] };
  difference: string | null;
}

/**
 * Evaluates the receipts of a submission, with their newest updates.
 * @throws UsageError for an unreadable submission, ids that are not stored, or a place without data.
 */
export async function assess({ submission, place }: { submission: string; place: StoreLocation }): Promise<Assessed[]> {
  const tests = await readSubmission(submission);
  refuseEmptyFolder(place);
  const store = await openStore(place, { readOnly: true });
  try {
    const movements = await Promise.all(tests.map(({ wasteTrackingId }) => store.movement(wasteTrackingId)));
    const missing = tests.filter((_, index) => movements[index] === undefined).map((test) => test.wasteTrackingId);
    if (missing.length > 0) {
      throw new UsageError(`${describeStoreLocation(place)} has no receipt with the tracking id ${missing.join(', ')}`);
    }
    const journal = await store.exchanges({});
    return tests.flatMap((test, index) => {
      const movement = movements[index];
      return movement === undefined ? [] : [judge(test, movement, journal)];
    });
  } finally {
    await store.close();
  }
}

function refuseEmptyFolder(place: StoreLocation): void {
  if (place === 'memory' || 'url' in place) return;
  const file = join(place.folder, 'rehearsal.sqlite');
  if (existsSync(file)) return;
  throw new UsageError(`${file} does not exist: use the folder of "${commandName()} mock --data"`);
}

async function readSubmission(file: string): Promise<ApprovalTest[]> {
  const body = await readJson(file, 'the submission');
  const asked = readApprovalTests(body);
  if (asked.kind === 'asked') return asked.tests;
  const faults = asked.errors.map(({ key, message }) => `  ${key}: ${message}`).join('\n');
  throw new UsageError(`the service would refuse the submission ${file}:\n${safe(faults)}`);
}

function judge(test: ApprovalTest, movement: StoredMovement, journal: readonly Exchange[]): Assessed {
  const checker = check(test.scenarioId, movement.receipt);
  const scenario = approvalScenario(test.scenarioId);
  if (scenario === undefined) throw new Error(`the checker knows ${test.scenarioId} and the suite does not`);
  const { verdict, findings, difference } = evaluateApproval(scenario, {
    exchanges: journal.filter((exchange) => isAbout(exchange, test.wasteTrackingId)),
    brief: null,
    driverResult: { kind: 'passive' },
    testedAt: null,
    durationMs: null,
  });
  return { ...test, checker, documented: { verdict, findings }, difference };
}

/** Returns the exchange that created a receipt, and its updates. */
function isAbout(exchange: Exchange, wasteTrackingId: string): boolean {
  const created =
    exchange.operationId === 'receiveMovement' &&
    at(jsonOf(exchange.response.body), 'wasteTrackingId') === wasteTrackingId;
  return created || updatedIdOf(exchange) === wasteTrackingId;
}

/** Formats the verdicts as a table. */
export function assessmentTable(assessed: readonly Assessed[]): string {
  const rows = assessed.map(({ scenarioId, wasteTrackingId, checker, documented }) => [
    scenarioId,
    wasteTrackingId,
    `checker ${checker.status}`,
    `${signs[documented.verdict]} ${documented.verdict}`,
    safe([checker.message, ...documented.findings.map(({ text }) => text)].filter((text) => text !== '').join(' · ')),
  ]);
  return columns(rows);
}

/** Returns 0 if both verdicts of every receipt are passes. */
export function exitCodeOfAssessment(assessed: readonly Assessed[]): ExitCode {
  const good = assessed.every(({ checker, documented }) => checker.status === 'Pass' && documented.verdict === 'pass');
  return good ? exitCodes.passed : exitCodes.failed;
}
