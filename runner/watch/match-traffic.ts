import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import { receiptIsRefused } from '../../scenarios/approval/expectations/rejected.ts';
import { findAttempts, isValidAttempt } from '../../scenarios/approval/select-attempt.ts';
import type { Scenario } from '../../scenarios/approval/types.ts';
import { evaluateBehaviour } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { trackingIdOf, updatedIdOf } from '../../scenarios/shared/response.ts';
import { type AnyScenario, approvalScenarios, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import { isObject } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { type ScenarioResult, type Thresholds, usualThresholds } from '../../spec/types/verdict.ts';

type Attempts = ScenarioResult['history'];

/** A scenario whose preconditions an exchange meets, with its result. */
export interface Match {
  result: ScenarioResult;
  /** The number of the attempt, from 1. */
  attempt: number;
  /** False for a refusal that takes nothing away from an earlier attempt, which still counts. */
  counts: boolean;
}

/** Matches watched traffic to every scenario whose preconditions it meets. */
interface TrafficMatcher {
  /** Returns the approval scenarios that a receipt or a correction shows. */
  onExchange(exchange: Exchange): Match[];
  /** Returns the behaviour scenarios whose result changed since the last call. */
  behaviour(): Match[];
  /**
   * Returns the results: for each scenario the newest valid attempt that meets its preconditions, with the others as
   * history.
   */
  results(): ScenarioResult[];
  /** Returns one of them. */
  result(scenario: AnyScenario): ScenarioResult;
  /** Returns all exchanges so far, in journal order. */
  exchanges(): Exchange[];
}

export function createTrafficMatcher(scenarios: readonly AnyScenario[]): TrafficMatcher {
  const heard: Exchange[] = [];
  const created = new Map<string, Exchange>();
  const attempts = new Map<string, Attempts>();
  const shown = new Map<string, string>();
  /** The approval scenarios with a valid attempt. */
  const shownOnce = new Set<string>();
  const note = (result: ScenarioResult, { seq, at }: Exchange, counts = true): Match => {
    const before = attempts.get(result.id) ?? [];
    attempts.set(result.id, [...before, { exchange: seq, at, verdict: result.verdict }]);
    return { result, attempt: before.length + 1, counts };
  };
  const resultOf = (scenario: AnyScenario): ScenarioResult => {
    const result = evaluateScenario(scenario, heard);
    const all = attempts.get(scenario.id) ?? [];
    return { ...result, history: isBehaviour(scenario) ? earlier(all, result) : others(all, result) };
  };
  return {
    onExchange(exchange) {
      heard.push(exchange);
      const trackingId = exchange.response.status === 201 ? trackingIdOf(exchange) : undefined;
      if (trackingId !== undefined) created.set(trackingId, exchange);
      // Without a client it counts as no client's attempt.
      const about = exchange.clientId === null ? [] : receiptAndUpdate(exchange, created);
      if (about.length === 0) return [];
      return scenarios.flatMap((scenario) => {
        if (isBehaviour(scenario) || !meetsConditions(scenario, exchange)) return [];
        if (!mayBeMeantFor(scenario, exchange)) return [];
        const isValid = findAttempts(about, scenario.when, null, null).some((each) => isValidAttempt(each, scenario));
        const counts = isValid || !shownOnce.has(scenario.id);
        if (isValid) shownOnce.add(scenario.id);
        return note(evaluateScenario(scenario, about), exchange, counts);
      });
    },
    behaviour() {
      const last = heard.at(-1);
      if (last === undefined) return [];
      return scenarios.filter(isBehaviour).flatMap((scenario) => {
        const result = evaluateScenario(scenario, heard);
        const gist = gistOf(result);
        if (gist === (shown.get(scenario.id) ?? notShown)) return [];
        shown.set(scenario.id, gist);
        return result.verdict === 'not-exercised' ? [] : note(result, last);
      });
    },
    results: () => scenarios.map(resultOf),
    result: resultOf,
    exchanges: () => [...heard],
  };
}

/** Returns a sent receipt, or the receipt of an accepted correction; undefined for any other exchange. */
function receiptAndUpdate(exchange: Exchange, created: ReadonlyMap<string, Exchange>): Exchange[] {
  if (!isObject(jsonOf(exchange.request.body))) return [];
  if (exchange.operationId === 'receiveMovement') return [exchange];
  const corrected = created.get(updatedIdOf(exchange) ?? '');
  return corrected === undefined || exchange.response.status !== 200 ? [] : [corrected, exchange];
}

const notShown = 'not-exercised';

/** Returns what is printed of a result: the same text is not printed twice, even if counts have grown. */
function gistOf({ verdict, findings }: ScenarioResult): string {
  return verdict === 'not-exercised' ? notShown : `${verdict}, ${findings.length} findings`;
}

/** Returns the attempts without the one that gives the verdict: the newest exchange of the evidence. */
function others(all: Attempts, { verdict, exchanges }: ScenarioResult): Attempts {
  return verdict === 'not-exercised' ? all : all.filter(({ exchange }) => exchange !== Math.max(...exchanges));
}

/** Returns the earlier attempts, which stay visible; the last one gives the verdict. */
function earlier(all: Attempts, { verdict }: ScenarioResult): Attempts {
  return verdict === 'not-exercised' ? all : all.slice(0, -1);
}

/** Evaluates every scenario of both suites on watched traffic. */
export function evaluateTraffic(exchanges: readonly Exchange[]): ScenarioResult[] {
  return scenariosOf('all').map((scenario) => evaluateScenario(scenario, exchanges));
}

/** Evaluates one scenario on watched traffic. */
export function evaluateScenario(scenario: AnyScenario, exchanges: readonly Exchange[]): ScenarioResult {
  return isBehaviour(scenario) ? judgeBehaviour(scenario, exchanges) : judgeReceipts(scenario, exchanges);
}

/** True for a receipt on which all preconditions of a production-approval scenario hold. */
function meetsConditions({ given }: Scenario, { request }: Exchange): boolean {
  const receipt = jsonOf(request.body);
  return isObject(receipt) && given.every((each) => each.holds(receipt));
}

/**
 * True if an exchange may be an attempt at a scenario. A receipt that is refused as one scenario expects does not count
 * for scenarios in which receipts are created, even if it meets their preconditions.
 */
function mayBeMeantFor(scenario: Scenario, exchange: Exchange): boolean {
  return exchange.response.status !== 400 || refusals.includes(scenario) || !showsARefusal(exchange);
}

const refusals = approvalScenarios.filter(({ then }) => then.includes(receiptIsRefused));

/** Cached: recorded exchanges do not change, and many scenarios evaluate them. */
const looked = new WeakMap<Exchange, boolean>();

function showsARefusal(exchange: Exchange): boolean {
  const known = looked.get(exchange);
  if (known !== undefined) return known;
  const shows = refusals.some((refusal) => ofNobody(refusal, [exchange]).verdict === 'pass');
  looked.set(exchange, shows);
  return shows;
}

function judgeReceipts(scenario: Scenario, all: readonly Exchange[]): ScenarioResult {
  return ofNobody(
    scenario,
    all.filter((exchange) => exchange.clientId !== null && mayBeMeantFor(scenario, exchange)),
  );
}

function ofNobody(scenario: Scenario, exchanges: readonly Exchange[]): ScenarioResult {
  return evaluateApproval(scenario, {
    exchanges,
    brief: null,
    driverResult: { kind: 'passive' },
    testedAt: null,
    durationMs: null,
  });
}

/**
 * Judges behaviour per client: with several, the client that showed the scenario last counts. Requests without a client
 * count for no client's behaviour; only the checks on all traffic look at them.
 */
function judgeBehaviour(scenario: BehaviourScenario, exchanges: readonly Exchange[]): ScenarioResult {
  if (scenario.evaluatesAlone === 'everything') return judgeConduct(scenario, exchanges, usualThresholds);
  const owned = exchanges.filter(({ clientId }) => clientId !== null);
  const clients = [...Map.groupBy(owned, ({ clientId }) => clientId).values()];
  const latestFirst = clients.toSorted((a, b) => (b.at(-1)?.seq ?? 0) - (a.at(-1)?.seq ?? 0));
  const results = latestFirst.map((ofOne) => judgeConduct(scenario, ofOne, usualThresholds));
  const shown = results.find(({ verdict }) => verdict !== 'not-exercised');
  return shown ?? results[0] ?? judgeConduct(scenario, [], usualThresholds);
}

function judgeConduct(
  scenario: BehaviourScenario,
  exchanges: readonly Exchange[],
  thresholds: Thresholds,
): ScenarioResult {
  return evaluateBehaviour(scenario, { exchanges, tasks: [], thresholds, testedAt: null, durationMs: null });
}
