import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { noTrackingIdIsIssued, receiptIsRefused, refusalConcernsTheConsignmentCode } from './expectations/refused.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { consignmentCodeIsNull, noReasonForNoConsignmentCode } from './givens/consignment.ts';
import { hazardousEwcCode } from './givens/hazardous.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

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
