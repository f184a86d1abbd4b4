import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { severalEwcCodes } from './givens/codes.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

export const r07: Scenario = {
  id: 'R07',
  title: 'Several EWC codes on an item',
  requirement: 'pat:R07',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, severalEwcCodes],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
};
