import type { TrafficExpectation } from '../types.ts';
import {
  everyReceiptArrivesOnce,
  noReceiptIsLostOrSilentlyDoubled,
  theReceiptsAreThoseAskedFor,
} from './recorded-once.ts';
import { failuresAreExplained, theProductReportsWhatHappened } from './reported-outcome.ts';

/** What holds of every receipt in the end, whatever happened on the way. */
export const recordedAndReported: readonly [TrafficExpectation, TrafficExpectation, TrafficExpectation] = [
  everyReceiptArrivesOnce,
  theReceiptsAreThoseAskedFor,
  theProductReportsWhatHappened,
];

/** The same where no answer came through, so that the product cannot know whether the receipt was recorded. */
export const recordedOrExplained: readonly [
  TrafficExpectation,
  TrafficExpectation,
  TrafficExpectation,
  TrafficExpectation,
] = [
  noReceiptIsLostOrSilentlyDoubled,
  theReceiptsAreThoseAskedFor,
  theProductReportsWhatHappened,
  failuresAreExplained,
];
