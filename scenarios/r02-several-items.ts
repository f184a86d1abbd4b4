import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aReceipt, severalItems } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

export const r02: Scenario = {
  id: 'R02',
  title: 'Several waste items',
  requirement: 'pat:R02',
  category: { area: 'Basic', weight: 'Mandatory' },
  given: [aReceipt, severalItems],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
};
