import { isNotRepeated } from './expectations/corrections.ts';
import { noNewReceiptIsRecorded } from './expectations/recorded-once.ts';
import { failuresAreExplained, theRefusalIsReported } from './expectations/reported-outcome.ts';
import { theReceiptIsUnknown } from './preconditions/traffic.ts';
import { correctMissingReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u02: BehaviourScenario = {
  id: 'U02',
  title: 'Correct a receipt that the service does not know (404)',
  requirement: 'terms:T11',
  category: { area: 'Records', weight: '' },
  given: [theReceiptIsUnknown],
  tasks: [correctMissingReceipt],
  then: [
    isNotRepeated('it does not send the same correction again', [404]),
    theRefusalIsReported,
    failuresAreExplained,
    noNewReceiptIsRecorded,
  ],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
