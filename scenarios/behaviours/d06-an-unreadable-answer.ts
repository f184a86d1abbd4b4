import { submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { once } from '../circumstances/faults.ts';
import { recordedOrExplained } from '../duties/recorded.ts';

export const d06: BehaviourScenario = {
  id: 'D06',
  title: 'The answer is no JSON',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [once('the service stores the receipt, and its answer is no JSON', { kind: 'malformed-json' })],
  tasks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
