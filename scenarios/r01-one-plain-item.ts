import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aDisposalOrRecoveryCode } from './givens/codes.ts';
import { noHazardousWaste } from './givens/hazardous.ts';
import { aReceipt, exactlyOneItem } from './givens/items.ts';
import { noPops } from './givens/pops.ts';
import type { Scenario } from './scenario.ts';

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
