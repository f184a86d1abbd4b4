import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { noTrackingIdIsIssued, receiptIsRefused, refusalConcernsTheConsignmentCode } from './expectations/rejected.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { hazardousEwcCode } from './preconditions/components.ts';
import { consignmentCodeIsNull, noReasonForNoConsignmentCode } from './preconditions/consignment.ts';
import { aReceipt } from './preconditions/items.ts';
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
    theProductReportsTheAnswer,
  ],
  productMayBlock: true,
};
