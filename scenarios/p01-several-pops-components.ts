import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aReceipt } from './givens/items.ts';
import { severalPopsComponents } from './givens/pops.ts';
import type { Scenario } from './scenario.ts';

export const p01: Scenario = {
  id: 'P01',
  title: 'Several POPs components',
  requirement: 'pat:P01',
  category: { area: 'POPs', weight: 'Advisory' },
  given: [aReceipt, severalPopsComponents],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker only counts the components; the page also asks that the item is marked as containing POPs.',
};
