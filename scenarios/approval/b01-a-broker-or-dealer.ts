import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { aBrokerOrDealer, aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const b01: Scenario = {
  id: 'B01',
  title: 'A broker or dealer',
  requirement: 'pat:B01',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, aBrokerOrDealer],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
};
