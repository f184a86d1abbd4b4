import { isNotRepeated } from './expectations/corrections.ts';
import { theChargeIsMentioned, theChargeIsToldApart } from './expectations/messages.ts';
import { failuresAreExplained, theRefusalIsReported } from './expectations/reported-outcome.ts';
import { mistakes } from './mistakes.ts';
import { theServiceChargeHasLapsed } from './preconditions/traffic.ts';
import { submitOneReceipt, submitWithMistakes } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u03: BehaviourScenario = {
  id: 'U03',
  title: 'The service charge has lapsed (402)',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theServiceChargeHasLapsed],
  tasks: [
    submitOneReceipt,
    {
      ...submitWithMistakes('submit a receipt with an error, once the charge is paid', { from: mistakes, count: 1 }),
      organisation: 'paid',
    },
  ],
  then: [
    isNotRepeated('it does not send the receipt again', [402]),
    theRefusalIsReported,
    failuresAreExplained,
    theChargeIsMentioned,
    theChargeIsToldApart,
  ],
  productMayBlock: false,
  namedFor: theChargeIsMentioned,
  evaluatesAlone: 'its-own-traffic',
};
