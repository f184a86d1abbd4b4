import { type CheckerScenarioId, checkerScenarioIds } from '../../spec/approval-checker.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { type Issue, maxIssues } from '../../spec/types/issue.ts';
import { issueAt, toIssue } from './located-issue.ts';

/** One receipt to be assessed for one scenario. */
export interface ApprovalTest {
  scenarioId: CheckerScenarioId;
  wasteTrackingId: string;
}

export type RequestedTests = { kind: 'asked'; tests: ApprovalTest[] } | { kind: 'refused'; errors: Issue[] };

const name = 'ProductionApprovalTestRequest';
/** Not a condition of receipts: the request to the service's own checker. */
const condition = 'production-approval-request';

/** Reads the body of `POST /production-approval-tests`. Source of the errors: checker-2026-07. Pure. */
export function readApprovalTests(body: JsonValue | undefined): RequestedTests {
  if (!Array.isArray(body)) return refused([issueAt([name], 'InvalidType', '{label} must be an array', condition)]);
  if (body.length === 0) {
    return refused([issueAt([name], 'OutOfRange', '{label} must contain at least 1 items', condition)]);
  }
  const errors: Issue[] = [];
  for (const [index, entry] of body.entries()) {
    if (errors.length >= maxIssues) break;
    errors.push(...entryErrors(entry, index));
  }
  if (errors.length > 0) return refused(errors.slice(0, maxIssues));
  const tests = body as unknown as ApprovalTest[];
  if (new Set(tests.map((test) => test.scenarioId)).size < tests.length) {
    return refused([issueAt([name], 'InvalidValue', '{label} contains a duplicate scenarioId value', condition)]);
  }
  return { kind: 'asked', tests: tests.map(({ scenarioId, wasteTrackingId }) => ({ scenarioId, wasteTrackingId })) };
}

function refused(errors: readonly Issue[]): RequestedTests {
  return { kind: 'refused', errors: errors.map(toIssue) };
}

function entryErrors(entry: JsonValue, index: number): Issue[] {
  if (!isObject(entry)) return [issueAt([index], 'InvalidType', '{label} must be of type object', condition)];
  const unknown = Object.keys(entry).filter((field) => field !== 'scenarioId' && field !== 'wasteTrackingId');
  return [
    ...scenarioErrors(entry['scenarioId'], index),
    ...idErrors(entry['wasteTrackingId'], index),
    ...unknown.map((field) => issueAt([index, field], 'NotAllowed', '{label} is not allowed', condition)),
  ];
}

function scenarioErrors(value: JsonValue | undefined, index: number): Issue[] {
  const path = [index, 'scenarioId'];
  if (value === undefined) return [issueAt(path, 'NotProvided', '{label} is required', condition)];
  if (checkerScenarioIds.some((id) => id === value)) return [];
  const unknown = issueAt(path, 'InvalidValue', `{label} must be one of [${checkerScenarioIds.join(', ')}]`, condition);
  if (typeof value !== 'string') return [unknown, issueAt(path, 'InvalidType', '{label} must be a string', condition)];
  return value === ''
    ? [unknown, issueAt(path, 'InvalidValue', '{label} is not allowed to be empty', condition)]
    : [unknown];
}

function idErrors(value: JsonValue | undefined, index: number): Issue[] {
  const path = [index, 'wasteTrackingId'];
  if (value === undefined) return [issueAt(path, 'NotProvided', '{label} is required', condition)];
  if (typeof value !== 'string') return [issueAt(path, 'InvalidType', '{label} must be a string', condition)];
  return value === '' ? [issueAt(path, 'InvalidValue', '{label} is not allowed to be empty', condition)] : [];
}
