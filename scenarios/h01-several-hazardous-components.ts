import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { severalHazardousComponents } from './givens/hazardous.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

export const h01: Scenario = {
  id: 'H01',
  title: 'Several hazardous components',
  requirement: 'pat:H01',
  category: { area: 'Hazardous', weight: 'Advisory' },
  given: [aReceipt, severalHazardousComponents],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker only counts the components; the page also asks that the item is marked as hazardous.',
};
