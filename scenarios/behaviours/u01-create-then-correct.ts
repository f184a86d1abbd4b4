import { correctReceipt, submitOneReceipt } from '../asks.ts';
import type { BehaviourScenario } from '../behaviour.ts';
import { aStoredReceiptNeedsCorrecting } from '../circumstances/answers.ts';
import { theCorrectionGoesByTheStoredId, theCorrectionIsReported } from '../duties/corrections.ts';
import { recordedAndReported } from '../duties/recorded.ts';

export const u01: BehaviourScenario = {
  id: 'U01',
  title: 'Create, then correct by the stored id',
  requirement: 'terms:T11',
  category: { area: 'Records', weight: '' },
  given: [aStoredReceiptNeedsCorrecting],
  tasks: [submitOneReceipt, correctReceipt],
  then: [theCorrectionGoesByTheStoredId, theCorrectionIsReported, ...recordedAndReported],
  productMayBlock: false,
  evaluatesAlone: 'its-own-traffic',
};
