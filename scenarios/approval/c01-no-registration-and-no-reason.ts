import { nothingElseIsStored } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { noTrackingIdIsIssued, receiptIsRefused, refusalConcernsTheRegistration } from './expectations/rejected.ts';
import { aReceipt, noReasonForNoRegistrationNumber, noRegistrationNumber } from './preconditions/receipt.ts';
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
    theProductReportsTheResponse,
  ],
  productMayBlock: true,
};
