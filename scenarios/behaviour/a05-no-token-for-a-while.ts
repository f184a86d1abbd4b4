import { recordedAndReported } from './expectations/recorded-once.ts';
import { failuresAreExplained } from './expectations/reported-outcome.ts';
import { theAttemptsStayFew } from './expectations/retries.ts';
import { noReceiptGoesWithoutAToken } from './expectations/tokens.ts';
import { theTokenEndpointIsDown } from './preconditions/faults.ts';
import { submitAgainUnlessAccepted, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const a05: BehaviourScenario = {
  id: 'A05',
  title: 'The token endpoint answers 503',
  requirement: 'terms:T01',
  category: { area: 'Token', weight: '' },
  given: [theTokenEndpointIsDown],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  then: [noReceiptGoesWithoutAToken, theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
