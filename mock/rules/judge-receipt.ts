import type { Contract } from '../../spec/contract.ts';
import type { Issue } from '../../spec/issue.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { reasonForNoRegistrationNumberIssues, vehicleRegistrationIssues } from './carrier.ts';
import { componentIssues } from './components.ts';
import { consignmentCodeIssues, reasonForNoConsignmentCodeIssues } from './consignment.ts';
import { inServiceOrder, readFieldOrder } from './field-order.ts';
import { issueAt, type LocatedIssue, type Path } from './located-issue.ts';
import { structuralIssues } from './structure.ts';

/** Every error of a receipt at once, in the service's order; none when it would be stored. Pure. */
export type ReceiptJudge = (body: JsonValue | undefined) => Issue[];

/** The judge of a contract: its schema, and the conditions that a schema cannot say. */
export function receiptJudge(contract: Contract): ReceiptJudge {
  const order = readFieldOrder(contract.receiptSchema, contract.document);
  return (body) => {
    if (!isObject(body))
      return [toIssue(issueAt(['ReceiveMovementRequest'], 'InvalidType', '{label} must be of type object'))];
    const structural = structuralIssues(contract.validateReceipt(body));
    const isSound = (path: Path) => !structural.some((issue) => startsWith(issue.path, path));
    const found = [
      ...structural,
      ...consignmentCodeIssues(body),
      ...componentIssues(body, isSound),
      ...reasonForNoRegistrationNumberIssues(body),
      ...vehicleRegistrationIssues(body),
    ];
    const issues = found.length > 0 ? found : reasonForNoConsignmentCodeIssues(body);
    return inServiceOrder(issues, order, body).map(toIssue);
  };
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, depth) => path[depth] === step);
}

function toIssue({ key, errorType, message }: LocatedIssue): Issue {
  return { key, errorType, message };
}
