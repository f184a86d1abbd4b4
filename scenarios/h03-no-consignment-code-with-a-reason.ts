import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aReasonForNoConsignmentCode, noConsignmentCode } from './givens/consignment.ts';
import { hazardousEwcCode } from './givens/hazardous.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

export const h03: Scenario = {
  id: 'H03',
  title: 'Hazardous waste without consignment code, with a reason',
  requirement: 'pat:H03',
  category: { area: 'Hazardous', weight: 'Advisory' },
  given: [aReceipt, hazardousEwcCode, noConsignmentCode, aReasonForNoConsignmentCode],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker looks only for the reason; the page also asks for hazardous waste and for no consignment code.',
};
