import { submitOneReceipt } from '../behaviour/tasks.ts';
import type { BehaviourScenario } from '../behaviour/types.ts';
import { aDatedReceiptIsStored, itIsReportedInTime, noneIsReceivedInTheFuture } from './reporting-deadline.ts';

export const w03: BehaviourScenario = {
  id: 'W03',
  title: 'Receipts are reported in time',
  requirement: 'terms:T14',
  category: { area: 'Hygiene', weight: '' },
  given: [aDatedReceiptIsStored],
  tasks: [submitOneReceipt],
  then: [itIsReportedInTime, noneIsReceivedInTheFuture],
  productMayBlock: false,
  evaluatesAlone: 'everything',
};
