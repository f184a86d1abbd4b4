import { submitAllReceipts } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { severalReceiptsAreSent } from '../circumstances/traffic.ts';
import { recordedAndReported } from '../duties/recorded.ts';
import { theTokenIsReused } from '../duties/token.ts';

export const a02: BehaviourScenario = {
  id: 'A02',
  title: 'One token for many receipts',
  requirement: 'terms:T02',
  category: { area: 'Token', weight: '' },
  given: [severalReceiptsAreSent(5, 'several receipts are sent in one go')],
  tasks: [submitAllReceipts(5)],
  then: [theTokenIsReused, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
