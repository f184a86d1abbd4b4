import { referenceData } from '../spec/contract/reference-data.ts';
import type { Issue } from '../spec/types/issue.ts';

/** The responses of servers that validate nothing: to the byte what the mock sends to the same request. */
export const created = JSON.stringify({ wasteTrackingId: '26BHUT6U' });

const errors: Issue[] = [
  {
    key: 'dateTimeReceived',
    errorType: 'InvalidFormat',
    message:
      '"dateTimeReceived" must be a valid UTC (2025-09-15T12:12:28Z) or BST (2025-09-15T13:12:28+01:00) ISO datetime',
  },
  {
    key: 'wasteItems.0.physicalForm',
    errorType: 'InvalidValue',
    message: '"wasteItems[0].physicalForm" must be one of [Gas, Liquid, Solid, Powder, Sludge, Mixed]',
  },
  {
    key: 'wasteItems.0.numberOfContainers',
    errorType: 'OutOfRange',
    message: '"wasteItems[0].numberOfContainers" must be greater than or equal to 0',
  },
  {
    key: 'wasteItems.0.containsPops',
    errorType: 'InvalidType',
    message: '"wasteItems[0].containsPops" must be a boolean',
  },
  {
    key: 'receiver.authorisationNumber',
    errorType: 'NotProvided',
    message: '"receiver.authorisationNumber" is required',
  },
];
export const refused = JSON.stringify({ validation: { errors } });

export const ewcCodes = JSON.stringify(referenceData.ewcCodes);

/** The path of the receipt with errors on such a server, which cannot tell it from another. */
export const refusedPath = '/refused';
