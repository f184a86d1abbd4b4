import { isObject } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Finding, Verdict } from '../../spec/types/verdict.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { afterTheOutcome, describeElsewhere } from '../shared/receipts-elsewhere.ts';
import { describeExchanges, latestUpdates, trackingIdOf } from '../shared/response.ts';
import type { Attempt, Scenario, ScenarioEvidence } from './types.ts';

/** An attempt, not yet compared with the others. */
type Submission = Omit<Attempt, 'alsoStored' | 'concerns'>;

/**
 * Returns the exchanges of the scenario's operation whose body is readable as a receipt, in journal order, each stored
 * receipt with its newest accepted update.
 */
export function findAttempts(
  exchanges: readonly Exchange[],
  when: Scenario['when'],
  brief: Attempt['brief'],
  outcome: Outcome | null,
): Submission[] {
  const updates = latestUpdates(exchanges);
  return exchanges.flatMap((exchange) => {
    if (exchange.operationId !== when || !isObject(jsonOf(exchange.request.body))) return [];
    const id = isStored(exchange) ? trackingIdOf(exchange) : undefined;
    const update = (id === undefined ? undefined : updates.get(id)) ?? null;
    const receipt = jsonOf((update ?? exchange).request.body);
    return isObject(receipt) ? [{ exchange, receipt, update, brief, outcome }] : [];
  });
}

/**
 * Returns the newest attempt whose preconditions all hold; otherwise the nearest, to show what is missing. Without a
 * task a person may send anything, so the newest valid one comes first; with a task the product's last word counts.
 * What came after the product's outcome (`until`) is no attempt at the task if there was one before. `elsewhere`:
 * records of the receipt by other clients.
 */
export function selectAttempt(
  attempts: readonly Submission[],
  scenario: Scenario,
  { elsewhere = [], until = Number.POSITIVE_INFINITY }: Pick<ScenarioEvidence, 'elsewhere' | 'until'> = {},
): Attempt | null {
  const isLate = ({ exchange }: Submission) => exchange.seq > until;
  const inTime = attempts.filter((each) => !isLate(each));
  const counting = inTime.length > 0 ? inTime : attempts;
  const holds = ({ receipt }: Submission) => scenario.given.every((each) => each.holds(receipt));
  const counted =
    counting.findLast((each) => each.brief === null && holds(each) && isValidAttempt(each, scenario)) ??
    counting.findLast(holds) ??
    nearestAttempt(counting, scenario);
  if (counted === undefined) return null;
  const others = attempts.filter((each) => each !== counted && isStored(each.exchange));
  const alsoStored = [
    ...others.map((each) => {
      const id = trackingIdOf(each.exchange) ?? 'one without an id';
      return isLate(each) ? `${id} ${afterTheOutcome}` : id;
    }),
    ...elsewhere.map(describeElsewhere),
  ];
  return { ...counted, alsoStored, concerns: fieldsOf(scenario) };
}

/**
 * True if the service stored the receipt, or refused it as the scenario expects. Any other refusal is right by the rules
 * of the service, or says nothing about the receipt (no token, too many requests, an outage), so that it takes nothing
 * away from a scenario that was met before.
 */
export function isValidAttempt(attempt: Submission, scenario: Scenario): boolean {
  if (isStored(attempt.exchange)) return true;
  const alone = { ...attempt, alsoStored: [], concerns: fieldsOf(scenario) };
  return scenario.then.every(({ check }) => (check(alone) ?? []).every(({ level }) => level !== undefined));
}

/** Returns the attempt on which most preconditions hold, the newest of several. */
function nearestAttempt(attempts: readonly Submission[], { given }: Scenario): Submission | undefined {
  let nearest: { attempt: Submission; held: number } | undefined;
  for (const attempt of attempts) {
    const held = given.filter((each) => each.holds(attempt.receipt)).length;
    if (nearest === undefined || held >= nearest.held) nearest = { attempt, held };
  }
  return nearest?.attempt;
}

function fieldsOf({ given }: Scenario): string[] {
  return given.map(({ field }) => field);
}

function isStored({ response }: Exchange): boolean {
  return response.status === 201;
}

/**
 * Returns the exchanges that the verdict depends on: evaluated from these alone, it is the same. A driven client does
 * nothing else, so all of its exchanges count. In traffic without a task, only the attempt counts, with its token and
 * its update.
 */
export function evidenceFor(
  { exchanges, elsewhere = [], driverResult }: ScenarioEvidence,
  attempt: Attempt | null,
): readonly Exchange[] {
  if (elsewhere.length > 0) return [...exchanges, ...elsewhere].toSorted((a, b) => a.seq - b.seq);
  if (driverResult.kind !== 'passive' || attempt === null) return exchanges;
  const { exchange, update } = attempt;
  const token = exchanges.findLast(
    (each) => each.operationId === 'issueToken' && each.seq < exchange.seq && each.clientId === exchange.clientId,
  );
  return [token, exchange, update].filter((each) => each !== undefined && each !== null);
}

/** Returns the tracking ids that the service issued for those attempts. */
export function trackingIdsOf(attempts: readonly Submission[], exchanges: readonly Exchange[]): string[] {
  return attempts.flatMap(({ exchange }) => (exchanges.includes(exchange) ? (trackingIdOf(exchange) ?? []) : []));
}

interface Evaluation {
  verdict: Verdict;
  findings: Finding[];
}

/** Evaluates a scenario without a readable receipt: by what the product reports and what was recorded instead. */
export function evaluateNoSubmission(
  scenario: Scenario,
  exchanges: readonly Exchange[],
  outcome: Outcome | null,
): Evaluation {
  const seen = describeSeenTraffic(exchanges, scenario.when);
  if (outcome === null) return { verdict: 'not-exercised', findings: [seen] };
  const { verdict, text } = evaluateClaim(scenario, exchanges, outcome);
  return { verdict, findings: [{ text: `${text}${describeMessages(outcome)}` }, seen] };
}

function evaluateClaim(scenario: Scenario, exchanges: readonly Exchange[], { outcome }: Outcome) {
  switch (outcome) {
    case 'accepted':
      return judged('fail', 'The product says that the receipt was accepted, but it sent no readable receipt.');
    case 'rejected':
      return judged('fail', 'The product says that the service rejected the receipt, but it sent no readable receipt.');
    case 'failed':
      return judged(
        'not-exercised',
        'The product says that something went wrong before the service judged the receipt.',
      );
    case 'blocked':
      return evaluateBlock(scenario, exchanges);
  }
}

function evaluateBlock({ when, productMayBlock }: Scenario, exchanges: readonly Exchange[]) {
  if (exchanges.some(({ operationId }) => operationId === when)) {
    return judged('not-exercised', 'The product says that it stopped the receipt itself, but it sent a request.');
  }
  return productMayBlock
    ? judged(
        'blocked',
        'The product stopped the receipt itself, which is allowed here. A person must judge the evidence.',
      )
    : judged('not-exercised', 'The product stopped a receipt that the service accepts.');
}

function judged(verdict: Verdict, text: string): { verdict: Verdict; text: string } {
  return { verdict, text };
}

function describeMessages({ messages = [] }: Outcome): string {
  if (messages.length === 0) return ' It gave no message.';
  return ` Its messages: ${formatList(messages.map((message) => `“${truncate(message, 400)}”`))}.`;
}

/**
 * Describes what reached the service instead of a receipt, so that a person knows where to look: the credentials, the
 * URL or the body.
 */
export function describeSeenTraffic(exchanges: readonly Exchange[], when: Scenario['when']): Finding {
  if (exchanges.length === 0) return { text: 'No request of this client reached the service.' };
  const seen = describeExchanges(exchanges, (exchange) => whyNoReceipt(exchange, when));
  return { text: `No readable receipt reached the service. Recorded traffic: ${seen}.` };
}

function whyNoReceipt({ operationId, response }: Exchange, when: Scenario['when']): string {
  if (operationId === when) return ': its body is not a JSON object';
  if (operationId === null) return ': no such path in this API (paths are case-sensitive)';
  return operationId === 'issueToken' && response.status !== 200 ? ': the product got no token' : '';
}
