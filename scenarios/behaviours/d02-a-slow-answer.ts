import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { theAnswerIsSlow } from '../circumstances/faults.ts';
import { recordedOrExplained } from '../duties/recorded.ts';

export const d02: Behaviour = {
  id: 'D02',
  title: 'The answer is very late',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [theAnswerIsSlow],
  asks: [submitOneReceipt],
  then: recordedOrExplained,
  productMayBlock: false,
  judges: 'its-own-traffic',
};
