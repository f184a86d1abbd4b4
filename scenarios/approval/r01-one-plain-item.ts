import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { aDisposalOrRecoveryCode } from './preconditions/codes.ts';
import { noHazardousWaste, noPops } from './preconditions/components.ts';
import { aReceipt, exactlyOneItem } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const r01: Scenario = {
  id: 'R01',
  title: 'One plain waste item',
  requirement: 'pat:R01',
  category: { area: 'Basic', weight: 'Mandatory' },
  given: [aReceipt, exactlyOneItem, aDisposalOrRecoveryCode, noPops, noHazardousWaste],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
};
