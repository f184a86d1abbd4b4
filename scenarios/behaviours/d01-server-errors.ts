import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { answersWith } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained } from '../duties/honest-outcome.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const d01: Behaviour = {
  id: 'D01',
  title: 'Server errors, then accepted',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [answersWith('the service answers 502, then 503, and stores nothing', 'receiveMovement', [502, 503])],
  asks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
