import { isNotRepeated } from './expectations/corrections.ts';
import { nothingIsRecordedInItsPlace } from './expectations/recorded-once.ts';
import { failuresAreExplained, theRefusalIsReported } from './expectations/reported-outcome.ts';
import { theReceiptIsNotThere } from './preconditions/traffic.ts';
import { correctMissingReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

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
