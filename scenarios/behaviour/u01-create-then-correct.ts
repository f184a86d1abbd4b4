import { theCorrectionIsReported, theCorrectionNamesTheStoredId } from './expectations/corrections.ts';
import { recordedAndReported } from './expectations/recorded-once.ts';
import { aStoredReceiptNeedsCorrecting } from './preconditions/traffic.ts';
import { correctReceipt, submitOneReceipt } from './tasks.ts';
import type { BehaviourScenario } from './types.ts';

export const u01: BehaviourScenario = {
  id: 'U01',
  title: 'Create a receipt, then correct it by its tracking id',
  requirement: 'terms:T11',
  category: { area: 'Records', weight: '' },
  given: [aStoredReceiptNeedsCorrecting],
  tasks: [submitOneReceipt, correctReceipt],
  then: [theCorrectionNamesTheStoredId, theCorrectionIsReported, ...recordedAndReported],
  productMayBlock: false,
  namedFor: theCorrectionNamesTheStoredId,
  evaluatesAlone: 'its-own-traffic',
};
