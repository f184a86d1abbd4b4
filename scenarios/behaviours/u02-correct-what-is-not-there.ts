import { correctMissingReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theReceiptIsNotThere } from '../circumstances/answers.ts';
import { nothingIsRecordedInItsPlace } from '../duties/arrival.ts';
import { isNotRepeated } from '../duties/corrections.ts';
import { failuresAreExplained, theRefusalIsReported } from '../duties/honest-outcome.ts';

export const u02: BehaviourScenario = {
  id: 'U02',
  title: 'Correct a receipt that is not there',
  requirement: 'terms:T11',
  category: { area: 'Records', weight: '' },
  given: [theReceiptIsNotThere],
  tasks: [correctMissingReceipt],
  then: [
    isNotRepeated('it does not send the same correction again', [404]),
    theRefusalIsReported,
    failuresAreExplained,
    nothingIsRecordedInItsPlace,
  ],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
