import { updatedIdOf } from '../../scenarios/shared/as-it-now-stands.ts';
import { trackingIdOf } from '../../scenarios/shared/response.ts';
import { type AnyScenario, isBehaviour } from '../../scenarios/suites.ts';
import { isObject } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { evaluateScenario, mayBeMeantFor, meetsConditions } from './judge-traffic.ts';

type Attempts = ScenarioResult['history'];

/** A scenario that an exchange has met the conditions of, with what came of it. */
export interface Match {
  result: ScenarioResult;
  /** Which attempt at the scenario it is, from 1. */
  attempt: number;
}

/** Traffic that nobody asked for, matched to every scenario whose conditions it meets, as it comes. */
export interface TrafficMatcher {
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
