import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { theTokenEndpointIsDown } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained } from '../duties/honest-outcome.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { noReceiptGoesWithoutAToken } from '../duties/token.ts';

export const a05: Behaviour = {
  id: 'A05',
  title: 'The token endpoint is down for a while',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [theTokenEndpointIsDown],
  asks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [noReceiptGoesWithoutAToken, theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
