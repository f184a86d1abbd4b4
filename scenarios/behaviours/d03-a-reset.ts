import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { once } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained } from '../duties/honest-outcome.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const d03: BehaviourScenario = {
  id: 'D03',
  title: 'The connection is reset',
  requirement: 'terms:T06',
  category: { area: 'Loss', weight: '' },
  given: [once('the connection is reset before the service takes the receipt', { kind: 'reset' })],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
