import { submitOneReceipt } from '../behaviour/tasks.ts';
import type { BehaviourScenario } from '../behaviour/types.ts';
import { noBrowserUserAgent, noClientHints, noFetchMetadata, noOrigin, noPreflight } from './browser-headers.ts';
import { theProductSendsRequests } from './group-findings.ts';

export const w01: BehaviourScenario = {
  id: 'W01',
  title: 'No call from a browser',
  requirement: 'terms:T07',
  category: { area: 'Hygiene', weight: '' },
  given: [theProductSendsRequests],
  tasks: [submitOneReceipt],
  then: [noPreflight, noOrigin, noFetchMetadata, noClientHints, noBrowserUserAgent],
  productMayBlock: false,
  evaluatesAlone: 'everything',
};
