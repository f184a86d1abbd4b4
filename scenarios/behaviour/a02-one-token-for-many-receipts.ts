import { recordedAndReported } from './expectations/recorded-once.ts';
import { theTokenIsReused } from './expectations/tokens.ts';
import { severalReceiptsAreSent } from './preconditions/traffic.ts';
import { submitAllReceipts } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const a02: BehaviourScenario = {
  id: 'A02',
  title: 'One token for many receipts',
  requirement: 'terms:T02',
  category: { area: 'Token', weight: '' },
  given: [severalReceiptsAreSent(5, 'several receipts are sent at once')],
  tasks: [submitAllReceipts(20)],
  then: [theTokenIsReused, ...recordedAndReported],
  productMayBlock: false,
  namedFor: theTokenIsReused,
  evaluatesAlone: 'its-own-traffic',
};
