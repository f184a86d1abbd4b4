import { isNotRepeated } from './expectations/corrections.ts';
import { everyErrorIsShown } from './expectations/messages.ts';
import { theRefusalIsReported } from './expectations/reported-outcome.ts';
import { mistakes } from './mistakes.ts';
import { theReceiptHasErrors } from './preconditions/traffic.ts';
import { submitWithMistakes } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u04: BehaviourScenario = {
  id: 'U04',
  title: 'Every error is shown',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theReceiptHasErrors],
  tasks: [submitWithMistakes('submit a receipt with several errors', { from: mistakes, count: 4 })],
  then: [
    isNotRepeated('it does not send the same receipt again unchanged', [400]),
    theRefusalIsReported,
    everyErrorIsShown,
  ],
  productMayBlock: true,
  namedFor: everyErrorIsShown,
  evaluatesAlone: 'its-own-traffic',
};
