import { submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { aReceiptIsSent, aTokenIsAskedFor } from '../circumstances/traffic.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsAskedForProperly, theTokenIsSentAsBearer } from '../duties/token.ts';

export const a01: BehaviourScenario = {
  id: 'A01',
  title: 'A token, got as the guides say',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [aTokenIsAskedFor, aReceiptIsSent],
  tasks: [submitOneReceipt],
  then: [theTokenIsAskedForProperly, theTokenIsSentAsBearer, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
