import type { BehaviourScenario } from '../behaviour.ts';
import { w01 } from './w01-no-call-from-a-browser.ts';
import { w02 } from './w02-no-personal-data.ts';
import { w03 } from './w03-reported-in-time.ts';
import { w04 } from './w04-the-present-specification.ts';
import { w05 } from './w05-no-credentials-in-a-url.ts';
import { w06 } from './w06-made-by-the-product-itself.ts';

/** What is seen in passing, in all traffic of a run, whatever was asked for. */
export const trafficScenarios: readonly BehaviourScenario[] = [w01, w02, w03, w04, w05, w06];
