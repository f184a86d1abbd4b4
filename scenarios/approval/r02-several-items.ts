import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { aReceipt, severalItems } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const r02: Scenario = {
  id: 'R02',
  title: 'Several waste items',
  requirement: 'pat:R02',
  category: { area: 'Basic', weight: 'Mandatory' },
  given: [aReceipt, severalItems],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
};
