import { submitInOneGo } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { severalReceiptsAreSent } from '../circumstances/traffic.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsReused } from '../duties/token.ts';

export const a02: Behaviour = {
  id: 'A02',
  title: 'One token for many receipts',
  requirement: 'terms:T02',
  category: { area: 'Token', weight: '' },
  given: [severalReceiptsAreSent(5, 'several receipts are sent in one go')],
  asks: [submitInOneGo(5)],
  then: [theTokenIsReused, ...recordedAndReported],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
