import { submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { aDatedReceiptIsStored, itIsReportedInTime, noneIsReceivedInTheFuture } from './time-of-report.ts';

export const w03: Behaviour = {
  id: 'W03',
  title: 'Reported in time',
  requirement: 'terms:T14',
  category: { area: 'Hygiene', weight: '' },
  given: [aDatedReceiptIsStored],
  asks: [submitOneReceipt],
  then: [itIsReportedInTime, noneIsReceivedInTheFuture],
  productMayBlock: false,
  judges: 'everything',
};
