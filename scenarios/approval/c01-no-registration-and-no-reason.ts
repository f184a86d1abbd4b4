import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { noTrackingIdIsIssued, receiptIsRefused, refusalConcernsTheRegistration } from './expectations/rejected.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { noReasonForNoRegistrationNumber, noRegistrationNumber } from './preconditions/carrier.ts';
import { aReceipt } from './preconditions/items.ts';
import type { Scenario } from './types.ts';

export const c01: Scenario = {
  id: 'C01',
  title: 'No carrier registration number and no reason',
  requirement: 'pat:C01',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, noRegistrationNumber, noReasonForNoRegistrationNumber],
  when: 'receiveMovement',
  then: [
    receiptIsRefused,
    noTrackingIdIsIssued,
    refusalConcernsTheRegistration,
    theBriefWasFollowed,
    nothingElseIsStored,
    theProductReportsTheAnswer,
  ],
  productMayBlock: true,
};
