import { recordedOrExplained } from './expectations/recorded-once.ts';
import { once } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const d04: BehaviourScenario = {
  id: 'D04',
  title: 'The response is lost',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [once('the service stores the receipt, and the response is lost', { kind: 'lost-answer' })],
  tasks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
