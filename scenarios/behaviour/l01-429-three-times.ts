import { recordedAndReported } from './expectations/recorded-once.ts';
import { failuresAreExplained } from './expectations/reported-outcome.ts';
import { theAttemptsStayFew, theWaitsGrow, untilTheWaitsAreClear } from './expectations/retries.ts';
import { answersWith } from './preconditions/faults.ts';
import { submitAgainUnlessAccepted, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const l01: BehaviourScenario = {
  id: 'L01',
  title: '429 three times, then accepted',
  requirement: 'terms:T04',
  category: { area: 'Pressure', weight: '' },
  given: [answersWith('the service refuses the first three attempts at a receipt with 429', [429, 429, 429])],
  tasks: [submitOneReceipt, submitAgainUnlessAccepted],
  rounds: untilTheWaitsAreClear,
  then: [theWaitsGrow, theAttemptsStayFew, ...recordedAndReported, failuresAreExplained],
  // A product that gives up before a third attempt shows no waits that could be compared.
  namedFor: theWaitsGrow,
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
