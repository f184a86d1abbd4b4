import { recordedAndReported } from './expectations/recorded-once.ts';
import { failuresAreExplained } from './expectations/reported-outcome.ts';
import { theAttemptsStayFew } from './expectations/retries.ts';
import { once } from './preconditions/faults.ts';
import { submitAgainUnlessAccepted, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

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
