import { submitOneReceipt } from '../behaviour/tasks.ts';
import type { BehaviourScenario } from '../behaviour/types.ts';
import { theProductSendsReadableReceipts } from './group-findings.ts';
import { everyFieldIsKnown, noFieldIsRetired } from './unknown-fields.ts';

export const w04: BehaviourScenario = {
  id: 'W04',
  title: 'Only fields of the current specification',
  requirement: 'terms:T15',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsReadableReceipts],
  tasks: [submitOneReceipt],
  then: [noFieldIsRetired, everyFieldIsKnown],
  productMayBlock: false,
  evaluatesAlone: 'everything',
};
