import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { tooManyRequestsWithRetryAfter } from '../circumstances/faults.ts';
import { everyReceiptArrivesOnce, theReceiptsAreThoseAskedFor } from '../duties/arrival.ts';
import { theProductReportsWhatHappened } from '../duties/honest-outcome.ts';
import { retryAfterIsHonoured } from '../duties/retry-after.ts';

export const l02: Behaviour = {
  id: 'L02',
  title: 'Asked for patience by Retry-After',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [tooManyRequestsWithRetryAfter],
  asks: [submitOneReceipt],
  then: [retryAfterIsHonoured, everyReceiptArrivesOnce, theReceiptsAreThoseAskedFor, theProductReportsWhatHappened],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
