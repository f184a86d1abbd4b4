import { recordedOrExplained } from './expectations/recorded-once.ts';
import { once } from './preconditions/faults.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const d06: BehaviourScenario = {
  id: 'D06',
  title: 'The response is not JSON',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [once('the service stores the receipt, and the response is not JSON', { kind: 'malformed-json' })],
  tasks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
