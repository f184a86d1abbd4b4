import { recordedAndReported } from './expectations/recorded-once.ts';
import { theAttemptsStayFew, theRateIsKept } from './expectations/retries.ts';
import { severalReceiptsAreSent } from './preconditions/traffic.ts';
import { submitAllReceipts } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const l04: BehaviourScenario = {
  id: 'L04',
  title: 'A backlog of 500 receipts',
  requirement: 'terms:T05',
  category: { area: 'Pressure', weight: '' },
  given: [severalReceiptsAreSent(200, 'a backlog is sent at full speed')],
  tasks: [submitAllReceipts(500)],
  then: [theRateIsKept, theAttemptsStayFew, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
  runsAlone: true,
};
