import { submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theServiceChargeHasLapsed } from '../circumstances/answers.ts';
import { isNotRepeated } from '../duties/corrections.ts';
import { failuresAreExplained, theRefusalIsReported } from '../duties/honest-outcome.ts';
import { theChargeIsNamed } from '../duties/messages.ts';

export const u03: BehaviourScenario = {
  id: 'U03',
  title: 'The service charge has lapsed',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theServiceChargeHasLapsed],
  tasks: [submitOneReceipt],
  then: [
    isNotRepeated('it does not send the receipt again', [402]),
    theRefusalIsReported,
    failuresAreExplained,
    theChargeIsNamed,
  ],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
