import { theCorrectionGoesByTheStoredId, theCorrectionIsReported } from './expectations/corrections.ts';
import { recordedAndReported } from './expectations/recorded-once.ts';
import { aStoredReceiptNeedsCorrecting } from './preconditions/traffic.ts';
import { correctReceipt, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

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
