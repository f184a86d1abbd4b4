import { submitInOneGo } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { severalReceiptsAreSent } from '../circumstances/traffic.ts';
import { everyReceiptArrivesOnce, theReceiptsAreThoseAskedFor } from '../duties/arrival.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { theProductReportsWhatHappened } from '../duties/honest-outcome.ts';
import { theRateIsKept } from '../duties/rate.ts';

export const l04: Behaviour = {
  id: 'L04',
  title: 'A backlog of 500 receipts',
  requirement: 'terms:T05',
  category: { area: 'Pressure', weight: '' },
  given: [severalReceiptsAreSent(200, 'a backlog is sent at full speed')],
  asks: [submitInOneGo(500)],
  then: [
    theRateIsKept,
    theAttemptsStayFew,
    everyReceiptArrivesOnce,
    theReceiptsAreThoseAskedFor,
    theProductReportsWhatHappened,
  ],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
