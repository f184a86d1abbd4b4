import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import { receiptIsRefused } from '../../scenarios/approval/expectations/rejected.ts';
import type { Scenario } from '../../scenarios/approval/types.ts';
import { evaluateBehaviour } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { trackingIdOf, updatedIdOf } from '../../scenarios/shared/response.ts';
import { type AnyScenario, approvalScenarios, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import { isObject } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { type ScenarioResult, type Thresholds, usualThresholds } from '../../spec/types/verdict.ts';

type Attempts = ScenarioResult['history'];

/** A scenario that an exchange has met the conditions of, with what came of it. */
export interface Match {
  result: ScenarioResult;
  /** Which attempt at the scenario it is, from 1. */
  attempt: number;
}

/** Traffic that nobody asked for, matched to every scenario whose conditions it meets, as it comes. */
interface TrafficMatcher {
  /** What one receipt, or the correction of one, shows of production approval. */
  onExchange(exchange: Exchange): Match[];
  /** What all traffic so far shows of behaviour and did not show, or showed differently, when last asked. */
  behaviour(): Match[];
  /** The verdicts: for each scenario the newest attempt that met its conditions, the earlier ones beside it. */
  results(): ScenarioResult[];
  /** One of them. */
  result(scenario: AnyScenario): ScenarioResult;
  /** All that was heard, in journal order. */
  exchanges(): Exchange[];
}

export function createTrafficMatcher(scenarios: readonly AnyScenario[]): TrafficMatcher {
  const heard: Exchange[] = [];
  const created = new Map<string, Exchange>();
  const attempts = new Map<string, Attempts>();
  const shown = new Map<string, string>();
  const note = (result: ScenarioResult, { seq, at }: Exchange): Match => {
    const before = attempts.get(result.id) ?? [];
    attempts.set(result.id, [...before, { exchange: seq, at, verdict: result.verdict }]);
    return { result, attempt: before.length + 1 };
  };
  const resultOf = (scenario: AnyScenario): ScenarioResult => {
    const result = evaluateScenario(scenario, heard);
    return { ...result, history: earlier(attempts.get(scenario.id) ?? [], result) };
  };
  return {
    onExchange(exchange) {
      heard.push(exchange);
      const trackingId = exchange.response.status === 201 ? trackingIdOf(exchange) : undefined;
      if (trackingId !== undefined) created.set(trackingId, exchange);
      const about = receiptAndUpdate(exchange, created);
      if (about.length === 0) return [];
      return scenarios.flatMap((scenario) => {
        if (isBehaviour(scenario) || !meetsConditions(scenario, exchange)) return [];
        if (!mayBeMeantFor(scenario, exchange)) return [];
        return note(evaluateScenario(scenario, about), exchange);
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

/** A receipt as it was sent; a correction that was taken with the receipt that it corrects; nothing of anything else. */
function receiptAndUpdate(exchange: Exchange, created: ReadonlyMap<string, Exchange>): Exchange[] {
  if (!isObject(jsonOf(exchange.request.body))) return [];
  if (exchange.operationId === 'receiveMovement') return [exchange];
  const corrected = created.get(updatedIdOf(exchange) ?? '');
  return corrected === undefined || exchange.response.status !== 200 ? [] : [corrected, exchange];
}

const notShown = 'not-exercised';

/** What a person would be told: the same twice is told once, though its counts have grown. */
function gistOf({ verdict, findings }: ScenarioResult): string {
  return verdict === 'not-exercised' ? notShown : `${verdict}, ${findings.length} findings`;
}

/** The last attempt is the verdict itself; those before it stay visible. */
function earlier(all: Attempts, { verdict }: ScenarioResult): Attempts {
  return verdict === 'not-exercised' ? all : all.slice(0, -1);
}

/** Every scenario of both suites, judged on traffic that nobody asked for. */
export function evaluateTraffic(exchanges: readonly Exchange[]): ScenarioResult[] {
  return scenariosOf('all').map((scenario) => evaluateScenario(scenario, exchanges));
}

/** One scenario, judged on traffic that nobody asked for. */
export function evaluateScenario(scenario: AnyScenario, exchanges: readonly Exchange[]): ScenarioResult {
  return isBehaviour(scenario) ? judgeBehaviour(scenario, exchanges) : judgeReceipts(scenario, exchanges);
}

/** Whether what was sent is a receipt on which all conditions of a production-approval scenario hold. */
function meetsConditions({ given }: Scenario, { request }: Exchange): boolean {
  const receipt = jsonOf(request.body);
  return isObject(receipt) && given.every((each) => each.holds(receipt));
}

/**
 * Whether an exchange may be an attempt at a scenario: a receipt that was refused as another scenario asks shows that
 * one, and is none at any in which receipts are to be created, whose conditions it may well meet besides.
 */
function mayBeMeantFor(scenario: Scenario, exchange: Exchange): boolean {
  return exchange.response.status !== 400 || refusals.includes(scenario) || !showsARefusal(exchange);
}

const refusals = approvalScenarios.filter(({ then }) => then.includes(receiptIsRefused));

/** What was recorded does not change: it is looked at once, however many scenarios ask. */
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
    all.filter((exchange) => mayBeMeantFor(scenario, exchange)),
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

/** Conduct is that of one client: where several were at work, the one counts that showed the scenario last. */
function judgeBehaviour(scenario: BehaviourScenario, exchanges: readonly Exchange[]): ScenarioResult {
  if (scenario.evaluatesAlone === 'everything') return judgeConduct(scenario, exchanges, usualThresholds);
  const clients = [...Map.groupBy(exchanges, ({ clientId }) => clientId).values()];
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
