import { submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theAnswerIsSlow } from '../circumstances/faults.ts';
import { recordedOrExplained } from '../duties/recorded.ts';

export const d02: BehaviourScenario = {
  id: 'D02',
  title: 'The answer is very late',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [theAnswerIsSlow],
  tasks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
