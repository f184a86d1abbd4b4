import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { aReasonForNoConsignmentCode, noConsignmentCode } from './preconditions/codes.ts';
import { hazardousEwcCode } from './preconditions/components.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const h03: Scenario = {
  id: 'H03',
  title: 'Hazardous waste without consignment code, with a reason',
  requirement: 'pat:H03',
  category: { area: 'Hazardous', weight: 'Advisory' },
  given: [aReceipt, hazardousEwcCode, noConsignmentCode, aReasonForNoConsignmentCode],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker looks only for the reason; the page also asks for hazardous waste and for no consignment code.',
};
