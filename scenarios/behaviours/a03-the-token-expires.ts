import { submitInOneGo } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { theTokenExpiresAfter } from '../circumstances/faults.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsRenewedOnce } from '../duties/token.ts';

export const a03: Behaviour = {
  id: 'A03',
  title: 'The token expires half way',
  requirement: 'terms:T03',
  category: { area: 'Token', weight: '' },
  given: [theTokenExpiresAfter(2)],
  asks: [submitInOneGo(4)],
  then: [theTokenIsRenewedOnce, ...recordedAndReported],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
