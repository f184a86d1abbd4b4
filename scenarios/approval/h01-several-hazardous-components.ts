import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { severalHazardousComponents } from './preconditions/components.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const h01: Scenario = {
  id: 'H01',
  title: 'Several hazardous components',
  requirement: 'pat:H01',
  category: { area: 'Hazardous', weight: 'Advisory' },
  given: [aReceipt, severalHazardousComponents],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker only counts the components; the page also asks that the item is marked as hazardous.',
};
