import type { OperationId } from '../../../spec/types/exchange.ts';

/** The operations of the service, as a person chooses among them. */
export const operationWords: Readonly<Record<OperationId, string>> = {
  issueToken: 'Ask for a token',
  receiveMovement: 'Create a receipt',
  updateMovement: 'Update a receipt',
  listEwcCodes: 'List EWC codes',
  listHazardousPropertyCodes: 'List hazardous property codes',
  listDisposalOrRecoveryCodes: 'List disposal or recovery codes',
  listContainerTypes: 'List container types',
  listPopNames: 'List POP names',
  assessProductionApprovalTests: 'Assess production approval tests',
};
