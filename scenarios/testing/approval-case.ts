import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { receiptIsRefused } from '../approval/expectations/rejected.ts';
import type { Attempt, DriverOutcome, Scenario, ScenarioEvidence } from '../approval/types.ts';
import { itemsOf } from '../shared/receipt.ts';
import { approvalScenario } from '../suites.ts';
import { answered, exchange, post } from './fake-exchange.ts';
import { fakeSynthetic, plainReceipt } from './fake-synthetic.ts';

export const issuedId = '26BHUT6U';

/** One submission that a test can change before it is evaluated. `asked` null: no task. */
export interface ApprovalCase {
  scenario: Scenario;
  asked: JsonObject | null;
  sent: JsonObject;
  status: number;
  answer: JsonValue;
  outcome: Outcome | null;
  /** Tracking ids of receipts that the product stored earlier. */
  alsoStored: readonly string[];
}

/** Returns a scenario with its correct submission. */
export function caseOf(id: string): ApprovalCase {
  const scenario = approvalScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return passingCase(scenario);
}

/** Returns the correct submission: our own receipt, sent unchanged, answered and reported as expected. */
export function passingCase(scenario: Scenario): ApprovalCase {
  const asked = arranged(scenario);
  const common = { scenario, asked, sent: asked, alsoStored: [] };
  if (scenario.then.includes(receiptIsRefused)) {
    const key = scenario.id === 'C01' ? 'carrier.reasonForNoRegistrationNumber' : 'hazardousWasteConsignmentCode';
    const errors = [{ key, errorType: 'NotProvided', message: `"${key}" is required` }];
    return { ...common, status: 400, answer: { validation: { errors } }, outcome: { outcome: 'rejected' } };
  }
  const warnings = itemsOf(asked).flatMap((item, index) =>
    at(item, 'disposalOrRecoveryCodes') === undefined ? [missingCodes(index)] : [],
  );
  const validation = warnings.length > 0 ? { validation: { warnings } } : {};
  const answer = { wasteTrackingId: issuedId, ...validation };
  return { ...common, status: 201, answer, outcome: { outcome: 'accepted', wasteTrackingId: issuedId } };
}

export function arranged(scenario: Scenario): JsonObject {
  const movement = scenario.given.reduce((receipt, given) => given.arrange(receipt, fakeSynthetic), plainReceipt);
  return JSON.parse(JSON.stringify(movement));
}

export function exchangeOf({ sent, status, answer }: ApprovalCase, seq = 2): Exchange {
  return exchange({ seq, request: { ...post, body: { json: sent } }, response: answered(status, answer) });
}

export function attemptOf(approvalCase: ApprovalCase): Attempt {
  const { sent, outcome, alsoStored } = approvalCase;
  return {
    exchange: exchangeOf(approvalCase),
    receipt: sent,
    update: null,
    alsoStored,
    concerns: approvalCase.scenario.given.map(({ field }) => field),
    brief: briefOf(approvalCase),
    outcome,
  };
}

export function evidenceOf(approvalCase: ApprovalCase, change: Partial<ScenarioEvidence> = {}): ScenarioEvidence {
  const driverResult: DriverOutcome =
    approvalCase.outcome === null ? { kind: 'passive' } : { kind: 'outcome', outcome: approvalCase.outcome };
  const times = { testedAt: '2026-06-01T10:04:59.000Z', durationMs: 900 };
  const others = approvalCase.alsoStored.map((wasteTrackingId) =>
    exchangeOf({ ...approvalCase, status: 201, answer: { wasteTrackingId } }, 1),
  );
  return {
    exchanges: [...others, exchangeOf(approvalCase)],
    brief: briefOf(approvalCase),
    driverResult,
    ...times,
    ...change,
  };
}

/** Returns an update of a receipt, as a product sends it after its submission. */
export function updateOf(wasteTrackingId: string, sent: JsonObject, seq: number, status = 200, answer = {}): Exchange {
  const request = { method: 'PUT', url: `/movements/${wasteTrackingId}/receive`, headers: {}, body: { json: sent } };
  return exchange({ seq, operationId: 'updateMovement', request, response: answered(status, answer) });
}

/** Returns a copy with another value at a wire key; undefined removes it. */
export function changed(receipt: JsonObject, key: string, value: JsonValue | undefined): JsonObject {
  const copy = structuredClone(receipt);
  const path = key.split('.');
  const last = path.pop() ?? '';
  const parent = at(copy, ...path);
  if (Array.isArray(parent) && value !== undefined) parent[Number(last)] = value;
  else if (isObject(parent) && value !== undefined) parent[last] = value;
  else if (isObject(parent)) delete parent[last];
  else throw new Error(`the test has no ${key} to change`);
  return copy;
}

function briefOf({ scenario, asked }: ApprovalCase): ScenarioEvidence['brief'] {
  if (asked === null) return null;
  const { id, title, given } = scenario;
  const movement = asked as unknown as Movement;
  return { version: 1, scenario: { id, title, given: given.map(({ text }) => text) }, action: 'submit', movement };
}

function missingCodes(index: number): JsonObject {
  return { key: `wasteItems.${index}.disposalOrRecoveryCodes`, errorType: 'NotProvided', message: 'is required' };
}
