import { receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed } from './expectations/follows-brief.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aVehicleRegistration, carriedByRoad } from './preconditions/carrier.ts';
import { aReceipt } from './preconditions/items.ts';
import type { Scenario } from './types.ts';

export const r03: Scenario = {
  id: 'R03',
  title: 'Carried by road',
  requirement: 'pat:R03',
  category: { area: 'Basic', weight: '' },
  given: [aReceipt, carriedByRoad, aVehicleRegistration],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheAnswer],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker looks only at the means of transport; the page also asks for the vehicle’s registration.',
};
