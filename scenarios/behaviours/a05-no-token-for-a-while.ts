import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { answersWith } from '../circumstances/faults.ts';
import { everyReceiptArrivesOnce, theReceiptsAreThoseAskedFor } from '../duties/arrival.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained, theProductReportsWhatHappened } from '../duties/honest-outcome.ts';
import { noReceiptGoesWithoutAToken } from '../duties/token.ts';

export const a05: Behaviour = {
  id: 'A05',
  title: 'The token endpoint is down for a while',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [answersWith('the token endpoint answers 503 twice', 'issueToken', [503, 503])],
  asks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [
    noReceiptGoesWithoutAToken,
    theAttemptsStayFew,
    everyReceiptArrivesOnce,
    theReceiptsAreThoseAskedFor,
    theProductReportsWhatHappened,
    failuresAreExplained,
  ],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
