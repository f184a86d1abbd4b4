import { receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aDisposalOrRecoveryCode } from './preconditions/codes.ts';
import { noHazardousWaste } from './preconditions/components.ts';
import { aReceipt, exactlyOneItem } from './preconditions/items.ts';
import { noPops } from './preconditions/pops.ts';
import type { Scenario } from './types.ts';

export const r01: Scenario = {
  id: 'R01',
  title: 'One plain waste item',
  requirement: 'pat:R01',
  category: { area: 'Basic', weight: 'Mandatory' },
  given: [aReceipt, exactlyOneItem, aDisposalOrRecoveryCode, noPops, noHazardousWaste],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
};
