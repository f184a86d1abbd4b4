import { recordedOrExplained } from './expectations/recorded-once.ts';
import { once } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const d05: BehaviourScenario = {
  id: 'D05',
  title: 'The response is cut off',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [once('the service stores the receipt, and the response is cut off', { kind: 'truncated' })],
  tasks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
