import { recordedAndReported } from './expectations/recorded-once.ts';
import { theTokenIsRequestedAsTheGuidesSay, theTokenIsSentAsBearer } from './expectations/tokens.ts';
import { aReceiptIsSent, aTokenIsAskedFor } from './preconditions/traffic.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const a01: BehaviourScenario = {
  id: 'A01',
  title: 'A token is requested as the guides say',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [aTokenIsAskedFor, aReceiptIsSent],
  tasks: [submitOneReceipt],
  then: [theTokenIsRequestedAsTheGuidesSay, theTokenIsSentAsBearer, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
