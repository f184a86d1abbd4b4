import { receiptIsCreated, trackingIdIsIssued } from './expectations/created.ts';
import { nothingElseIsStored } from './expectations/nothing-else-is-stored.ts';
import { theBriefWasFollowed } from './expectations/the-brief-was-followed.ts';
import { theProductReportsTheAnswer } from './expectations/the-product-reports-the-answer.ts';
import { aVehicleRegistration, carriedByRoad } from './givens/carrier.ts';
import { aReceipt } from './givens/items.ts';
import type { Scenario } from './scenario.ts';

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
