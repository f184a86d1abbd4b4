import type { Movement } from '../../spec/types/movement.ts';
import { isNotRepeated } from './expectations/corrections.ts';
import { everyErrorIsShown } from './expectations/messages.ts';
import { theRefusalIsReported } from './expectations/reported-outcome.ts';
import { theReceiptHasErrors } from './preconditions/traffic.ts';
import { submitReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u04: BehaviourScenario = {
  id: 'U04',
  title: 'Every error is shown',
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
  namedFor: everyErrorIsShown,
  evaluatesAlone: 'its-own-traffic',
};

/** Mistakes that users make and forms often accept. */
function withErrors(receipt: Movement): Movement {
  const { vehicleRegistration: _, ...carrier } = receipt.carrier;
  return {
    ...receipt,
    wasteItems: receipt.wasteItems.map((item) => ({ ...item, typeOfContainers: 'SKIP', ewcCodes: ['999999'] })),
    carrier,
    receiver: { ...receipt.receiver, authorisationNumber: 'PERMIT-1' },
  };
}
