import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { severalPopsComponents } from './preconditions/components.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const p01: Scenario = {
  id: 'P01',
  title: 'Several POPs components',
  requirement: 'pat:P01',
  category: { area: 'POPs', weight: 'Advisory' },
  given: [aReceipt, severalPopsComponents],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker only counts the components; the page also asks that the item is marked as containing POPs.',
};
