import {
  everyItemIsWarned,
  nothingElseIsStored,
  receiptIsCreated,
  trackingIdIsIssued,
} from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { noDisposalOrRecoveryCodes } from './preconditions/codes.ts';
import { aReceipt } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const r04: Scenario = {
  id: 'R04',
  title: 'No disposal or recovery codes',
  requirement: 'pat:R04',
  category: { area: 'Basic', weight: 'Advisory' },
  given: [aReceipt, noDisposalOrRecoveryCodes],
  when: 'receiveMovement',
  then: [
    receiptIsCreated,
    trackingIdIsIssued,
    everyItemIsWarned,
    theBriefWasFollowed,
    nothingElseIsStored,
    theProductReportsTheResponse,
  ],
  productMayBlock: true,
  beyondChecker:
    'The service’s checker looks only at the stored receipt; the page also expects a warning on every item in the answer.',
};
