import { submitOneReceipt } from '../behaviour/tasks.ts';
import type { BehaviourScenario } from '../behaviour/types.ts';
import { noApiCodeInTheUrl, noSecretInTheUrl } from './credentials-in-url.ts';
import { theProductSendsRequests } from './group-findings.ts';

export const w05: BehaviourScenario = {
  id: 'W05',
  title: 'No credentials in a URL',
  requirement: 'terms:T17',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsRequests],
  tasks: [submitOneReceipt],
  then: [noSecretInTheUrl, noApiCodeInTheUrl],
  productMayBlock: false,
  evaluatesAlone: 'everything',
};
