import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { severalDisposalOrRecoveryCodes } from './preconditions/codes.ts';
import { aReceipt, exactlyOneItem } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const r05: Scenario = {
  id: 'R05',
  title: 'Several disposal or recovery codes on one item',
  requirement: 'pat:R05',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, exactlyOneItem, severalDisposalOrRecoveryCodes],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker is content with several codes on any item; the page asks for a receipt of a single item.',
};
