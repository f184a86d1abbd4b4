import type { BehaviourScenario } from './behaviour/types.ts';
import { w01 } from './traffic-checks/w01-no-call-from-a-browser.ts';
import { w02 } from './traffic-checks/w02-no-personal-data.ts';
import { w03 } from './traffic-checks/w03-reported-in-time.ts';
import { w04 } from './traffic-checks/w04-the-present-specification.ts';
import { w05 } from './traffic-checks/w05-no-credentials-in-a-url.ts';
import { w06 } from './traffic-checks/w06-made-by-the-product-itself.ts';

/** What is seen in passing, in all traffic of a run, whatever was asked for. */
export const trafficScenarios: readonly BehaviourScenario[] = [w01, w02, w03, w04, w05, w06];
