import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { hazardousComponents, popsComponents } from './preconditions/components.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const x01: Scenario = {
  id: 'X01',
  title: 'Hazardous and POPs components',
  requirement: 'pat:X01',
  category: { area: 'Hazardous and POPs', weight: 'Advisory' },
  given: [aReceipt, popsComponents, hazardousComponents],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker wants both kinds of component on the same item; the page asks only that the receipt has both.',
};
