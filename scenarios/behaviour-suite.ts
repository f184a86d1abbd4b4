import type { BehaviourScenario } from './behaviour.ts';
import { a01 } from './behaviours/a01-a-token-got-properly.ts';
import { a02 } from './behaviours/a02-one-token-for-many-receipts.ts';
import { a03 } from './behaviours/a03-the-token-expires.ts';
import { a04 } from './behaviours/a04-the-token-is-refused.ts';
import { a05 } from './behaviours/a05-no-token-for-a-while.ts';
import { d01 } from './behaviours/d01-server-errors.ts';
import { d02 } from './behaviours/d02-a-slow-answer.ts';
import { d03 } from './behaviours/d03-a-reset.ts';
import { d04 } from './behaviours/d04-a-lost-answer.ts';
import { d05 } from './behaviours/d05-an-answer-cut-off.ts';
import { d06 } from './behaviours/d06-an-unreadable-answer.ts';
import { l01 } from './behaviours/l01-refused-three-times.ts';
import { l02 } from './behaviours/l02-asked-for-patience.ts';
import { l03 } from './behaviours/l03-refused-all-the-time.ts';
import { l04 } from './behaviours/l04-a-backlog.ts';
import { u01 } from './behaviours/u01-create-then-correct.ts';
import { u02 } from './behaviours/u02-correct-what-is-not-there.ts';
import { u03 } from './behaviours/u03-the-charge-has-lapsed.ts';
import { u04 } from './behaviours/u04-errors-are-shown.ts';
import { u05 } from './behaviours/u05-warnings-are-shown.ts';
import { trafficScenarios } from './hygiene/index.ts';

/** The behaviour suite: what the terms of service ask of a product's conduct, by theme. */
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

/** Undefined for an id that is not in the list. Ids are upper case. */
export function behaviourScenario(id: string): BehaviourScenario | undefined {
  return behaviourScenarios.find((scenario) => scenario.id === id);
}
