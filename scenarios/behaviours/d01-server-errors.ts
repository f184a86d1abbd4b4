import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { answersWith } from '../circumstances/faults.ts';
import { everyReceiptArrivesOnce, theReceiptsAreThoseAskedFor } from '../duties/arrival.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained, theProductReportsWhatHappened } from '../duties/honest-outcome.ts';

export const d01: Behaviour = {
  id: 'D01',
  title: 'Server errors, then accepted',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [answersWith('the service answers 502, then 503, and stores nothing', 'receiveMovement', [502, 503])],
  asks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [
    theAttemptsStayFew,
    everyReceiptArrivesOnce,
    theReceiptsAreThoseAskedFor,
    theProductReportsWhatHappened,
    failuresAreExplained,
  ],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
