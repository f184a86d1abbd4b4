import { submitOneReceipt } from '../behaviour/tasks.ts';
import type { BehaviourScenario } from '../behaviour/types.ts';
import { theProductSendsReceipts } from './group-findings.ts';
import { noEmailAddressLooksReal, noNameLooksReal, noTelephoneNumberLooksReal } from './personal-data.ts';

export const w02: BehaviourScenario = {
  id: 'W02',
  title: 'No personal data of real people',
  requirement: 'terms:T08',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsReceipts],
  tasks: [submitOneReceipt],
  then: [noEmailAddressLooksReal, noTelephoneNumberLooksReal, noNameLooksReal],
  productMayBlock: false,
  evaluatesAlone: 'everything',
};
