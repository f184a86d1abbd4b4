import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { hazardousComponentsOnTheSameItem, popsComponents } from './preconditions/components.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const x01: Scenario = {
  id: 'X01',
  title: 'Hazardous and POPs components on one item',
  requirement: 'pat:X01',
  category: { area: 'Hazardous and POPs', weight: 'Advisory' },
  given: [aReceipt, popsComponents, hazardousComponentsOnTheSameItem],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
};
