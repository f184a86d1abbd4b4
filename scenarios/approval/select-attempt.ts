import { isObject } from '../../spec/json.ts';
import type { Outcome } from '../../spec/types/brief.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Finding, Verdict } from '../../spec/types/verdict.ts';
import { formatList, truncate } from '../shared/format-text.ts';
import { describeExchanges, latestUpdates, trackingIdOf } from '../shared/response.ts';
import type { Attempt, Scenario, ScenarioEvidence } from './types.ts';

/** An attempt before it is seen beside the others. */
type Submission = Omit<Attempt, 'alsoStored'>;

/**
 * The exchanges of the scenario's operation whose body can be read as a receipt, in journal order; each stored receipt
 * as it now stands.
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

/** The newest attempt whose conditions all hold; else the newest, to show which did not. */
export function selectAttempt(attempts: readonly Submission[], { given }: Scenario): Attempt | null {
  const holding = attempts.findLast(({ receipt }) => given.every((each) => each.holds(receipt)));
  const counted = holding ?? attempts.at(-1);
  if (counted === undefined) return null;
  const others = attempts.filter((each) => each !== counted && isStored(each.exchange));
  return { ...counted, alsoStored: others.map(({ exchange }) => trackingIdOf(exchange) ?? 'one without an id') };
}

function isStored({ response }: Exchange): boolean {
  return response.status === 201;
}

/**
 * The exchanges that the verdict rests on; judged again from these alone, it is the same. A driven client does nothing
 * else, so all of its exchanges count. In traffic that nobody asked for, only the attempt counts, with its token
 * and its update.
 */
export function evidenceFor(
  { exchanges, driverResult }: ScenarioEvidence,
  attempt: Attempt | null,
): readonly Exchange[] {
  if (driverResult.kind !== 'passive' || attempt === null) return exchanges;
  const { exchange, update } = attempt;
  const token = exchanges.findLast((each) => each.operationId === 'issueToken' && each.seq < exchange.seq);
  return [token, exchange, update].filter((each) => each !== undefined && each !== null);
}

/** The tracking ids that the service gave to those attempts. */
export function trackingIdsOf(attempts: readonly Submission[], exchanges: readonly Exchange[]): string[] {
  return attempts.flatMap(({ exchange }) => (exchanges.includes(exchange) ? (trackingIdOf(exchange) ?? []) : []));
}

interface Evaluation {
  verdict: Verdict;
  findings: Finding[];
}

/** The judgement where no readable receipt was sent: what the product says about that, and what was seen instead. */
export function evaluateNoSubmission(
  scenario: Scenario,
  exchanges: readonly Exchange[],
  outcome: Outcome | null,
): Evaluation {
  const seen = describeSeenTraffic(exchanges, scenario.when);
  if (outcome === null) return { verdict: 'not-exercised', findings: [seen] };
  const { verdict, text } = judgeClaim(scenario, exchanges, outcome);
  return { verdict, findings: [{ text: `${text}${messagesInWords(outcome)}` }, seen] };
}

function judgeClaim(scenario: Scenario, exchanges: readonly Exchange[], { outcome }: Outcome) {
  switch (outcome) {
    case 'accepted':
      return judged('fail', 'The product says that the receipt was accepted, but it sent no receipt that could be.');
    case 'rejected':
      return judged('fail', 'The product says that the service rejected the receipt, but it sent none to be judged.');
    case 'failed':
      return judged('not-exercised', 'The product says that something went wrong before the receipt was judged.');
    case 'blocked':
      return judgeBlock(scenario, exchanges);
  }
}

function judgeBlock({ when, productMayBlock }: Scenario, exchanges: readonly Exchange[]) {
  if (exchanges.some(({ operationId }) => operationId === when)) {
    return judged('not-exercised', 'The product says that it stopped the receipt itself, but it did send something.');
  }
  return productMayBlock
    ? judged('blocked', 'The product stopped the receipt itself, which it may. A person must judge the evidence.')
    : judged('not-exercised', 'The product stopped a receipt that the service accepts.');
}

function judged(verdict: Verdict, text: string): { verdict: Verdict; text: string } {
  return { verdict, text };
}

function messagesInWords({ messages = [] }: Outcome): string {
  if (messages.length === 0) return ' It gave no message.';
  return ` Its messages: ${formatList(messages.map((message) => `“${truncate(message, 400)}”`))}.`;
}

/** What reached the service instead of a receipt, so that a person knows where to look: the credentials, the address, or the body. */
export function describeSeenTraffic(exchanges: readonly Exchange[], when: Scenario['when']): Finding {
  if (exchanges.length === 0) return { text: 'No request of this client reached the service.' };
  const seen = describeExchanges(exchanges, (exchange) => whyNoReceipt(exchange, when));
  return { text: `No readable receipt reached the service. What did: ${seen}.` };
}

function whyNoReceipt({ operationId, response }: Exchange, when: Scenario['when']): string {
  if (operationId === when) return ': its body is not a JSON object';
  if (operationId === null) return ': no such address in this API, paths are case-sensitive';
  return operationId === 'issueToken' && response.status !== 200 ? ': the product got no token' : '';
}
