import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { severalEwcCodes } from './preconditions/codes.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const r07: Scenario = {
  id: 'R07',
  title: 'Several EWC codes on an item',
  requirement: 'pat:R07',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, severalEwcCodes],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
};
