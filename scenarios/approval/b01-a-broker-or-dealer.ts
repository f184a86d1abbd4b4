import { receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aReceipt } from './preconditions/items.ts';
import { aBrokerOrDealer } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const b01: Scenario = {
  id: 'B01',
  title: 'A broker or dealer',
  requirement: 'pat:B01',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, aBrokerOrDealer],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
};
