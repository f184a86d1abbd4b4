import { checkAgainst } from '../../mock/control/openapi.ts';
import { readDocument } from '../../spec/contract/read-document.ts';
import type { PlannedFault } from '../../spec/types/fault.ts';
import { UsageError } from './usage-error.ts';

/**
 * The fault plan in a YAML or JSON file, checked as the control API checks one.
 * @throws UsageError, or ContractError for a file that cannot be read: both name the file and the place.
 */
export function readFaults(file: string): PlannedFault[] {
  const { value } = readDocument(file);
  const fault = checkAgainst('faultPlan')(value, 'the plan');
  if (fault === undefined) return value as unknown as PlannedFault[];
  throw new UsageError(
    `the fault plan ${file} cannot be used: ${fault}. It is a list such as [{on: receiveMovement, times: 2, fault: {kind: status, status: 503}}], entries counted from 0; /_rehearsal/openapi.json of a mock describes every kind`,
  );
}
