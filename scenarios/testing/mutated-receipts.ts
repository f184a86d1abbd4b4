import type { JsonObject, JsonValue } from '../../spec/json.ts';
import {
  everyItemIsWarned,
  nothingElseIsStored,
  receiptIsCreated,
  trackingIdIsIssued,
} from '../approval/expectations/accepted.ts';
import { theBriefWasFollowed, theProductReportsTheResponse } from '../approval/expectations/follows-brief.ts';
import {
  noTrackingIdIsIssued,
  receiptIsRefused,
  refusalConcernsTheConsignmentCode,
  refusalConcernsTheRegistration,
} from '../approval/expectations/rejected.ts';
import * as codes from '../approval/preconditions/codes.ts';
import * as consignment from '../approval/preconditions/codes.ts';
import * as hazardous from '../approval/preconditions/components.ts';
import * as pops from '../approval/preconditions/components.ts';
import * as carrier from '../approval/preconditions/receipt.ts';
import * as items from '../approval/preconditions/receipt.ts';
import * as broker from '../approval/preconditions/receipt.ts';
import type { ReceiptExpectation, ReceiptPrecondition } from '../approval/types.ts';
import { type ApprovalCase, changed, issuedId } from './approval-case.ts';
import { plainItem } from './fake-synthetic.ts';

/** A receipt changed at one wire key, the one precondition that must then fail, and any that builds on it. */
export type MutatedReceipt = readonly [
  breaks: ReceiptPrecondition,
  key: string,
  value?: JsonValue,
  buildsOnIt?: ReceiptPrecondition,
];

const item = JSON.parse(JSON.stringify(plainItem)) as JsonObject;
const oneCode: JsonValue = [{ code: 'R3', weight: { metric: 'Tonnes', amount: 1, isEstimate: true } }];
const twoCodes: JsonObject = { ...item, disposalOrRecoveryCodes: [...oneCode, ...oneCode] };
const onePop: JsonValue = [{ code: 'PCB', concentration: 1 }];
const oneHazard: JsonValue = [{ name: 'Lead', concentration: 1 }];
const itemWithPops: JsonObject = { ...item, containsPops: true, pops: { components: onePop } };
const itemWithHazard: JsonObject = { ...item, containsHazardous: true, hazardous: { components: oneHazard } };

export const mutatedReceipts: Readonly<Record<string, readonly MutatedReceipt[]>> = {
  R01: [
    [items.exactlyOneItem, 'wasteItems', [item, item]],
    [codes.aDisposalOrRecoveryCode, 'wasteItems.0.disposalOrRecoveryCodes', []],
    [pops.noPops, 'wasteItems.0.containsPops', true],
    [hazardous.noHazardousWaste, 'wasteItems.0.containsHazardous', true],
  ],
  R02: [[items.severalItems, 'wasteItems', [item]]],
  R03: [
    [carrier.carriedByRoad, 'carrier.meansOfTransport', 'Rail'],
    [carrier.aVehicleRegistration, 'carrier.vehicleRegistration'],
    [carrier.aVehicleRegistration, 'carrier.vehicleRegistration', ''],
  ],
  R04: [[codes.noDisposalOrRecoveryCodes, 'wasteItems.0.disposalOrRecoveryCodes', oneCode]],
  R05: [
    [items.exactlyOneItem, 'wasteItems', [twoCodes, item]],
    [codes.severalDisposalOrRecoveryCodes, 'wasteItems.0.disposalOrRecoveryCodes', oneCode],
  ],
  R07: [[codes.severalEwcCodes, 'wasteItems.0.ewcCodes', ['170201']]],
  C01: [
    [carrier.noRegistrationNumber, 'carrier.registrationNumber', 'CBDU123456'],
    [carrier.noReasonForNoRegistrationNumber, 'carrier.reasonForNoRegistrationNumber', 'ON_SITE'],
  ],
  C02: [
    [carrier.registrationNumberIsNull, 'carrier.registrationNumber', ''],
    [carrier.registrationNumberIsNull, 'carrier.registrationNumber'],
    [carrier.aReasonForNoRegistrationNumber, 'carrier.reasonForNoRegistrationNumber', ''],
  ],
  B01: [
    [broker.aBrokerOrDealer, 'brokerOrDealer'],
    [broker.aBrokerOrDealer, 'brokerOrDealer.organisationName', ''],
  ],
  P01: [
    [pops.severalPopsComponents, 'wasteItems.0.pops.components', onePop],
    [pops.severalPopsComponents, 'wasteItems.0.containsPops', false],
  ],
  H01: [
    [hazardous.severalHazardousComponents, 'wasteItems.0.hazardous.components', oneHazard],
    [hazardous.severalHazardousComponents, 'wasteItems.0.containsHazardous', false],
  ],
  H02: [
    [hazardous.hazardousEwcCode, 'wasteItems.0.ewcCodes', ['170201']],
    [consignment.consignmentCodeIsNull, 'hazardousWasteConsignmentCode', 'ABC123/A1234'],
    [consignment.noReasonForNoConsignmentCode, 'reasonForNoConsignmentCode', 'NO_DOC_WITH_WASTE'],
  ],
  H03: [
    [hazardous.hazardousEwcCode, 'wasteItems.0.ewcCodes', ['170201']],
    [consignment.noConsignmentCode, 'hazardousWasteConsignmentCode', 'ABC123/A1234'],
    [consignment.aReasonForNoConsignmentCode, 'reasonForNoConsignmentCode'],
  ],
  X01: [
    [pops.popsComponents, 'wasteItems.0.pops.components', [], hazardous.hazardousComponentsOnTheSameItem],
    [pops.popsComponents, 'wasteItems.0.containsPops', false, hazardous.hazardousComponentsOnTheSameItem],
    [hazardous.hazardousComponentsOnTheSameItem, 'wasteItems.0.hazardous.components', []],
    [hazardous.hazardousComponentsOnTheSameItem, 'wasteItems.0.containsHazardous', false],
    [hazardous.hazardousComponentsOnTheSameItem, 'wasteItems', [itemWithPops, itemWithHazard]],
  ],
};

const accepting = [
  receiptIsCreated,
  trackingIdIsIssued,
  theBriefWasFollowed,
  nothingElseIsStored,
  theProductReportsTheResponse,
];
const refusing = [
  receiptIsRefused,
  noTrackingIdIsIssued,
  theBriefWasFollowed,
  nothingElseIsStored,
  theProductReportsTheResponse,
];

/** What each scenario demands. Kept apart from the scenarios: what one of them loses is missed. */
export const demanded: Readonly<Record<string, readonly ReceiptExpectation[]>> = {
  R01: accepting,
  R02: accepting,
  R03: accepting,
  R04: [...accepting, everyItemIsWarned],
  R05: accepting,
  R07: accepting,
  C01: [...refusing, refusalConcernsTheRegistration],
  C02: accepting,
  B01: accepting,
  P01: accepting,
  H01: accepting,
  H02: [...refusing, refusalConcernsTheConsignmentCode],
  H03: accepting,
  X01: accepting,
};

/** A submission with one fault, and the one expectation that must then fail. */
export const brokenExpectations: readonly (readonly [
  breaks: ReceiptExpectation,
  mutate: (approvalCase: ApprovalCase) => ApprovalCase,
])[] = [
  [receiptIsCreated, (approvalCase) => ({ ...approvalCase, status: 202, outcome: null })],
  [
    trackingIdIsIssued,
    (approvalCase) => ({
      ...approvalCase,
      answer: changed(answer(approvalCase), 'wasteTrackingId', '4f1c'),
      outcome: null,
    }),
  ],
  [
    everyItemIsWarned,
    (approvalCase) => ({ ...approvalCase, answer: changed(answer(approvalCase), 'validation', undefined) }),
  ],
  [
    theBriefWasFollowed,
    (approvalCase) => ({ ...approvalCase, sent: changed(approvalCase.sent, 'receiver.siteName', 'Demo') }),
  ],
  [nothingElseIsStored, (approvalCase) => ({ ...approvalCase, alsoStored: ['26ABCDEF'] })],
  [theProductReportsTheResponse, (approvalCase) => ({ ...approvalCase, outcome: { outcome: 'blocked' } })],
  [receiptIsRefused, (approvalCase) => ({ ...approvalCase, status: 422 })],
  [
    noTrackingIdIsIssued,
    (approvalCase) => ({ ...approvalCase, answer: { ...answer(approvalCase), wasteTrackingId: issuedId } }),
  ],
  [refusalConcernsTheRegistration, aboutSomethingElse],
  [refusalConcernsTheConsignmentCode, aboutSomethingElse],
];

function aboutSomethingElse(approvalCase: ApprovalCase): ApprovalCase {
  const errors = [{ key: 'receiver.siteName', errorType: 'NotProvided', message: '"receiver.siteName" is required' }];
  return { ...approvalCase, answer: { validation: { errors } } };
}

function answer(approvalCase: ApprovalCase): JsonObject {
  return approvalCase.answer as JsonObject;
}
