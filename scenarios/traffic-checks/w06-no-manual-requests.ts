import { submitOneReceipt } from '../behaviour/tasks.ts';
import type { BehaviourScenario } from '../behaviour/types.ts';
import { theProductSendsRequests } from './group-findings.ts';
import { noRequestIsMadeByHand } from './manual-requests.ts';

export const w06: BehaviourScenario = {
  id: 'W06',
  title: 'No request is made by hand',
  requirement: 'evidence:own-product',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsRequests],
  tasks: [submitOneReceipt],
  then: [noRequestIsMadeByHand],
  productMayBlock: false,
  evaluatesAlone: 'everything',
};
