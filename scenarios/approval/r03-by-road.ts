import { nothingElseIsStored, receiptIsCreated, trackingIdIsIssued } from './expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from './expectations/follows-brief.ts';
import { aReceipt, aVehicleRegistration, carriedByRoad } from './preconditions/receipt.ts';
import type { Scenario } from './types.ts';

export const r03: Scenario = {
  id: 'R03',
  title: 'Carried by road',
  requirement: 'pat:R03',
  category: { area: 'Basic', weight: '' },
  given: [aReceipt, carriedByRoad, aVehicleRegistration],
  when: 'receiveMovement',
  then: [receiptIsCreated, trackingIdIsIssued, theBriefWasFollowed, nothingElseIsStored, theProductReportsTheResponse],
  productMayBlock: false,
  beyondChecker:
    'The service’s checker looks only at the means of transport; the page also asks for the vehicle’s registration.',
};
