import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aReasonForNoRegistrationNumber, registrationNumberIsNull } from './givens/carrier.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

export const c02: Scenario = {
  id: 'C02',
  title: 'No carrier registration number, with a reason',
  requirement: 'pat:C02',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, registrationNumberIsNull, aReasonForNoRegistrationNumber],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker looks only for the reason; the page also asks that the registration number is sent as null.',
};
