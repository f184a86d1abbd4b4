import type { Movement } from '../../spec/movement.ts';
import { submitReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { theReceiptIsWarnedAbout } from '../circumstances/answers.ts';
import { everyWarningIsShown } from '../duties/messages.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const u05: BehaviourScenario = {
  id: 'U05',
  title: 'Warnings, all shown',
  requirement: 'terms:T12',
  category: { area: 'Records', weight: '' },
  given: [theReceiptIsWarnedAbout],
  tasks: [submitReceipt('submit a receipt without disposal or recovery codes', withoutCodes)],
  then: [everyWarningIsShown, ...recordedAndReported],
  productMayBlock: true,
  evaluatesAlone: 'its-own-traffic',
};

/** The service takes such a receipt and says what it misses. */
function withoutCodes(receipt: Movement): Movement {
  return { ...receipt, wasteItems: receipt.wasteItems.map(({ disposalOrRecoveryCodes: _, ...item }) => item) };
}
