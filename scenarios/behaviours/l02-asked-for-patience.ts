import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { tooManyRequestsWithRetryAfter } from '../circumstances/faults.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { retryAfterIsHonoured } from '../duties/retry-after.ts';

export const l02: Behaviour = {
  id: 'L02',
  title: 'Asked for patience by Retry-After',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [tooManyRequestsWithRetryAfter],
  asks: [submitOneReceipt],
  then: [retryAfterIsHonoured, ...recordedAndReported],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
