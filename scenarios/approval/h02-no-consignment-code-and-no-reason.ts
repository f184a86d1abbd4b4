import { nothingElseIsStored } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { noTrackingIdIsIssued, receiptIsRefused, refusalConcernsTheConsignmentCode } from './expectations/rejected.ts';
import { consignmentCodeIsNull, noReasonForNoConsignmentCode } from './preconditions/codes.ts';
import { hazardousEwcCode } from './preconditions/components.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const h02: Scenario = {
  id: 'H02',
  title: 'Hazardous waste without consignment code or reason',
  requirement: 'pat:H02',
  category: { area: 'Hazardous', weight: 'Advisory' },
  given: [aReceipt, hazardousEwcCode, consignmentCodeIsNull, noReasonForNoConsignmentCode],
  when: 'receiveMovement',
  then: [
    receiptIsRefused,
    noTrackingIdIsIssued,
    refusalConcernsTheConsignmentCode,
    theBriefWasFollowed,
    nothingElseIsStored,
    theProductReportsTheResponse,
  ],
  productMayBlock: true,
};
