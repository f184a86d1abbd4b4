import { a01 } from './behaviour/a01-a-token-got-properly.ts';
import { a02 } from './behaviour/a02-one-token-for-many-receipts.ts';
import { a03 } from './behaviour/a03-the-token-expires.ts';
import { a04 } from './behaviour/a04-the-token-is-refused.ts';
import { a05 } from './behaviour/a05-no-token-for-a-while.ts';
import { d01 } from './behaviour/d01-server-errors.ts';
import { d02 } from './behaviour/d02-a-slow-answer.ts';
import { d03 } from './behaviour/d03-a-reset.ts';
import { d04 } from './behaviour/d04-a-lost-answer.ts';
import { d05 } from './behaviour/d05-an-answer-cut-off.ts';
import { d06 } from './behaviour/d06-an-unreadable-answer.ts';
import { l01 } from './behaviour/l01-refused-three-times.ts';
import { l02 } from './behaviour/l02-asked-for-patience.ts';
import { l03 } from './behaviour/l03-refused-all-the-time.ts';
import { l04 } from './behaviour/l04-a-backlog.ts';
import type { BehaviourScenario } from './behaviour/types.ts';
import { u01 } from './behaviour/u01-create-then-correct.ts';
import { u02 } from './behaviour/u02-correct-what-is-not-there.ts';
import { u03 } from './behaviour/u03-the-charge-has-lapsed.ts';
import { u04 } from './behaviour/u04-errors-are-shown.ts';
import { u05 } from './behaviour/u05-warnings-are-shown.ts';
import { trafficScenarios } from './index.ts';

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
