import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { aReceiptIsSent, aTokenIsAskedFor } from '../circumstances/traffic.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsAskedForProperly, theTokenIsSentAsBearer } from '../duties/token.ts';

export const a01: Behaviour = {
  id: 'A01',
  title: 'A token, got as the guides say',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [aTokenIsAskedFor, aReceiptIsSent],
  asks: [submitOneReceipt],
  then: [theTokenIsAskedForProperly, theTokenIsSentAsBearer, ...recordedAndReported],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
