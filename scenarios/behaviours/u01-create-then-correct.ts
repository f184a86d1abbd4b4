import { correctTheReceipt, submitOneReceipt } from '../asks.ts';
import type { Behaviour } from '../behaviour.ts';
import { aStoredReceiptNeedsCorrecting } from '../circumstances/answers.ts';
import { theCorrectionGoesByTheStoredId, theCorrectionIsReported } from '../duties/corrections.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const u01: Behaviour = {
  id: 'U01',
  title: 'Create, then correct by the stored id',
  requirement: 'terms:T11',
  category: { area: 'Records', weight: '' },
  given: [aStoredReceiptNeedsCorrecting],
  asks: [submitOneReceipt, correctTheReceipt],
  then: [theCorrectionGoesByTheStoredId, theCorrectionIsReported, ...recordedAndReported],
  productMayBlock: false,
  judges: 'its-own-traffic',
};
