import type { Movement } from '../../spec/types/movement.ts';
import { everyWarningIsShown } from './expectations/messages.ts';
import { recordedAndReported } from './expectations/recorded-once.ts';
import { theReceiptIsWarnedAbout } from './preconditions/traffic.ts';
import { submitReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u05: BehaviourScenario = {
  id: 'U05',
  title: 'Every warning is shown',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theReceiptIsWarnedAbout],
  tasks: [submitReceipt('submit a receipt without disposal or recovery codes', withoutCodes)],
  then: [everyWarningIsShown, ...recordedAndReported],
  productMayBlock: true,
  namedFor: everyWarningIsShown,
  evaluatesAlone: 'its-own-traffic',
};

/** The service takes such a receipt and says what it misses. */
function withoutCodes(receipt: Movement): Movement {
  return { ...receipt, wasteItems: receipt.wasteItems.map(({ disposalOrRecoveryCodes: _, ...item }) => item) };
}
