import { isNotRepeated } from './expectations/corrections.ts';
import { theChargeIsMentioned } from './expectations/messages.ts';
import { failuresAreExplained, theRefusalIsReported } from './expectations/reported-outcome.ts';
import { theServiceChargeHasLapsed } from './preconditions/traffic.ts';
import { submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u03: BehaviourScenario = {
  id: 'U03',
  title: 'The service charge has lapsed (402)',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theServiceChargeHasLapsed],
  tasks: [submitOneReceipt],
  then: [
    isNotRepeated('it does not send the receipt again', [402]),
    theRefusalIsReported,
    failuresAreExplained,
    theChargeIsMentioned,
  ],
  productMayBlock: false,
  namedFor: theChargeIsMentioned,
  evaluatesAlone: 'its-own-traffic',
};
