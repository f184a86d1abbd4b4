import type { Movement } from '../../spec/movement.ts';
import { submitReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theReceiptHasErrors } from '../circumstances/answers.ts';
import { isNotRepeated } from '../duties/corrections.ts';
import { theRefusalIsReported } from '../duties/honest-outcome.ts';
import { everyErrorIsShown } from '../duties/messages.ts';

export const u04: BehaviourScenario = {
  id: 'U04',
  title: 'Several errors, all shown',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theReceiptHasErrors],
  tasks: [submitReceipt('submit a receipt with several errors', withErrors)],
  then: [
    isNotRepeated('it does not send the same receipt again unchanged', [400]),
    theRefusalIsReported,
    everyErrorIsShown,
  ],
  productMayBlock: true,
  evaluatesAlone: 'its-own-traffic',
};

/** What a person may well enter wrongly, and a form may well let through. */
function withErrors(receipt: Movement): Movement {
  const { vehicleRegistration: _, ...carrier } = receipt.carrier;
  return {
    ...receipt,
    wasteItems: receipt.wasteItems.map((item) => ({ ...item, typeOfContainers: 'SKIP', ewcCodes: ['999999'] })),
    carrier,
    receiver: { ...receipt.receiver, authorisationNumber: 'PERMIT-1' },
  };
}
