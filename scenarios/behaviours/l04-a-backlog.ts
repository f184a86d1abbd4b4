import { submitAllReceipts } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { severalReceiptsAreSent } from '../circumstances/traffic.ts';
import { theAttemptsStayFew } from '../duties/attempts.ts';
import { theRateIsKept } from '../duties/rate.ts';
import { recordedAndReported } from '../duties/recorded.ts';

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
