import { submitAgainUnlessAccepted, submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theTokenEndpointIsDown } from '../circumstances/faults.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { failuresAreExplained } from '../duties/honest-outcome.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { noReceiptGoesWithoutAToken } from '../duties/token.ts';

export const a05: BehaviourScenario = {
  id: 'A05',
  title: 'The token endpoint is down for a while',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [theTokenEndpointIsDown],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [noReceiptGoesWithoutAToken, theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
