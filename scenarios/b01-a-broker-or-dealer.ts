import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aBrokerOrDealer } from './givens/broker-or-dealer.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

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
