import { receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aReceipt, severalItems } from './preconditions/items.ts';
import type { Scenario } from './types.ts';

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
