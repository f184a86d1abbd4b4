import { evaluateApproval } from '../../scenarios/approval/evaluate.ts';
import { receiptIsRefused } from '../../scenarios/approval/expectations/rejected.ts';
import type { Scenario } from '../../scenarios/approval/types.ts';
import { evaluateBehaviour } from '../../scenarios/behaviour/evaluate.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { approvalScenarios } from '../../scenarios/pat.ts';
import { type AnyScenario, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import { isObject } from '../../spec/json.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { type Thresholds, usualThresholds } from '../../spec/types/thresholds.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';

/** Every scenario of both suites, judged on traffic that nobody asked for. */
export function evaluateTraffic(exchanges: readonly Exchange[]): ScenarioResult[] {
  return scenariosOf('all').map((scenario) => evaluateScenario(scenario, exchanges));
}

/** One scenario, judged on traffic that nobody asked for. */
export function evaluateScenario(scenario: AnyScenario, exchanges: readonly Exchange[]): ScenarioResult {
  return isBehaviour(scenario) ? judgeBehaviour(scenario, exchanges) : judgeReceipts(scenario, exchanges);
}

/** Whether what was sent is a receipt on which all conditions of a production-approval scenario hold. */
export function meetsConditions({ given }: Scenario, { request }: Exchange): boolean {
  const receipt = jsonOf(request.body);
  return isObject(receipt) && given.every((each) => each.holds(receipt));
}

/**
 * Whether an exchange may be an attempt at a scenario: a receipt that was refused as another scenario asks shows that
 * one, and is none at any in which receipts are to be created, whose conditions it may well meet besides.
 */
export function mayBeMeantFor(scenario: Scenario, exchange: Exchange): boolean {
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
