import { recordedOrExplained } from './expectations/recorded-once.ts';
import { theResponseIsSlow } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const d02: BehaviourScenario = {
  id: 'D02',
  title: 'The response is very slow',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [theResponseIsSlow],
  tasks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
