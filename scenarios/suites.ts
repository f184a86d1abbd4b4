import { b01 } from './approval/b01-a-broker-or-dealer.ts';
import { c01 } from './approval/c01-no-registration-and-no-reason.ts';
import { c02 } from './approval/c02-no-registration-with-a-reason.ts';
import { h01 } from './approval/h01-several-hazardous-components.ts';
import { h02 } from './approval/h02-no-consignment-code-and-no-reason.ts';
import { h03 } from './approval/h03-no-consignment-code-with-a-reason.ts';
import { p01 } from './approval/p01-several-pops-components.ts';
import { r01 } from './approval/r01-one-plain-item.ts';
import { r02 } from './approval/r02-several-items.ts';
import { r03 } from './approval/r03-by-road.ts';
import { r04 } from './approval/r04-no-disposal-or-recovery-codes.ts';
import { r05 } from './approval/r05-several-disposal-or-recovery-codes.ts';
import { r07 } from './approval/r07-several-ewc-codes.ts';
import type { Scenario } from './approval/types.ts';
import { x01 } from './approval/x01-hazardous-and-pops.ts';
import { a01 } from './behaviour/a01-a-token-is-requested.ts';
import { a02 } from './behaviour/a02-one-token-for-many-receipts.ts';
import { a03 } from './behaviour/a03-the-token-expires.ts';
import { a04 } from './behaviour/a04-the-token-is-refused.ts';
import { a05 } from './behaviour/a05-no-token-for-a-while.ts';
import { d01 } from './behaviour/d01-server-errors.ts';
import { d02 } from './behaviour/d02-a-slow-response.ts';
import { d03 } from './behaviour/d03-a-connection-reset.ts';
import { d04 } from './behaviour/d04-a-lost-response.ts';
import { d05 } from './behaviour/d05-a-truncated-response.ts';
import { d06 } from './behaviour/d06-a-response-that-is-not-json.ts';
import { l01 } from './behaviour/l01-429-three-times.ts';
import { l02 } from './behaviour/l02-retry-after-is-respected.ts';
import { l03 } from './behaviour/l03-429-on-every-attempt.ts';
import { l04 } from './behaviour/l04-a-backlog.ts';
import type { BehaviourScenario } from './behaviour/types.ts';
import { u01 } from './behaviour/u01-create-then-correct.ts';
import { u02 } from './behaviour/u02-correct-an-unknown-receipt.ts';
import { u03 } from './behaviour/u03-the-charge-has-lapsed.ts';
import { u04 } from './behaviour/u04-errors-are-shown.ts';
import { u05 } from './behaviour/u05-warnings-are-shown.ts';
import { w01 } from './traffic-checks/w01-no-call-from-a-browser.ts';
import { w02 } from './traffic-checks/w02-no-personal-data.ts';
import { w03 } from './traffic-checks/w03-reported-in-time.ts';
import { w04 } from './traffic-checks/w04-the-current-specification.ts';
import { w05 } from './traffic-checks/w05-no-credentials-in-a-url.ts';
import { w06 } from './traffic-checks/w06-no-manual-requests.ts';

/** A scenario of either suite. */
export type AnyScenario = Scenario | BehaviourScenario;

/** `pat`: the production-approval scenarios · `behaviour`: the terms of service · `all`: both, in that order. */
export const suiteNames = ['pat', 'behaviour', 'all'] as const;
export type SuiteName = (typeof suiteNames)[number];

/** Returns the scenarios of a suite, in order. */
export function scenariosOf(suite: SuiteName): readonly AnyScenario[] {
  switch (suite) {
    case 'pat':
      return approvalScenarios;
    case 'behaviour':
      return behaviourScenarios;
    case 'all':
      return [...approvalScenarios, ...behaviourScenarios];
  }
}

export function isBehaviour(scenario: AnyScenario): scenario is BehaviourScenario {
  return 'tasks' in scenario;
}

/** The production-approval scenarios in the order of the published page. R06 is withdrawn. */
export const approvalScenarios: readonly Scenario[] = [
  r01,
  r02,
  r03,
  r04,
  r05,
  r07,
  c01,
  c02,
  b01,
  p01,
  h01,
  h02,
  h03,
  x01,
];

/** Returns the scenario with this id (upper case), or undefined. */
export function approvalScenario(id: string): Scenario | undefined {
  return approvalScenarios.find((scenario) => scenario.id === id);
}

/** Checks on all traffic of a run, whatever the task. */
export const trafficScenarios: readonly BehaviourScenario[] = [w01, w02, w03, w04, w05, w06];

/** The behaviour suite: what the terms of service require of a product's behaviour, by theme. */
export const behaviourScenarios: readonly BehaviourScenario[] = [
  a01,
  a02,
  a03,
  a04,
  a05,
  l01,
  l02,
  l03,
  l04,
  d01,
  d02,
  d03,
  d04,
  d05,
  d06,
  u01,
  u02,
  u03,
  u04,
  u05,
  ...trafficScenarios,
];

/** Returns the scenario with this id (upper case), or undefined. */
export function behaviourScenario(id: string): BehaviourScenario | undefined {
  return behaviourScenarios.find((scenario) => scenario.id === id);
}
