import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { aReasonForNoRegistrationNumber, aReceipt, registrationNumberIsNull } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const c02: Scenario = {
  id: 'C02',
  title: 'No carrier registration number, with a reason',
  requirement: 'pat:C02',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, registrationNumberIsNull, aReasonForNoRegistrationNumber],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker looks only for the reason; the page also asks that the registration number is sent as null.',
};
