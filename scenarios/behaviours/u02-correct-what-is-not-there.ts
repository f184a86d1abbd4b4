import { correctAReceiptThatIsNotThere } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { theReceiptIsNotThere } from '../circumstances/answers.ts';
import { nothingIsRecordedInItsPlace } from '../duties/arrival.ts';
import { isNotRepeated } from '../duties/corrections.ts';
import { failuresAreExplained, theRefusalIsReported } from '../duties/honest-outcome.ts';

export const u02: Behaviour = {
  id: 'U02',
  title: 'Correct a receipt that is not there',
  requirement: 'terms:T11',
  category: { area: 'Records', weight: '' },
  given: [theReceiptIsNotThere],
  asks: [correctAReceiptThatIsNotThere],
  then: [
    isNotRepeated('it does not send the same correction again', [404]),
    theRefusalIsReported,
    failuresAreExplained,
    nothingIsRecordedInItsPlace,
  ],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
