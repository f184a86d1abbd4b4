import type { Contract } from '../../spec/contract/contract.ts';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { maxIssues } from '../../spec/types/issue.ts';
import { reasonForNoRegistrationNumberIssues, vehicleRegistrationIssues } from './carrier.ts';
import { componentIssues, operatorIssues } from './components.ts';
import { consignmentCodeIssues, reasonForNoConsignmentCodeIssues } from './consignment.ts';
import { inServiceOrder, readFieldOrder } from './error-order.ts';
import { issueAt, type LocatedIssue, type Path } from './located-issue.ts';
import { createErrorFormatter } from './schema-errors.ts';

/** Returns every error of a receipt in the service's order, each with its cause; none if it would be stored. Pure. */
export type ReceiptValidator = (body: JsonValue | undefined) => LocatedIssue[];

/**
 * Creates the validator of a contract. Under the observed rule set it also checks the conditions that a schema cannot
 * express; under the published one, the document is all.
 */
export function createReceiptValidator(contract: Contract): ReceiptValidator {
  const order = readFieldOrder(contract.document);
  const structuralIssues = createErrorFormatter(contract.lists.codeLists);
  return (body) => {
    if (!isObject(body)) {
      const path = ['ReceiveMovementRequest'];
      return [issueAt(path, 'InvalidType', '{label} must be of type object', 'body-is-an-object')];
    }
    const structural = structuralIssues(contract.validateReceipt(body));
    const issues = contract.ruleSet === 'published' ? structural : withConditions(body, structural, contract);
    return inServiceOrder(issues, order).slice(0, maxIssues);
  };
}

function withConditions(body: JsonObject, structural: readonly LocatedIssue[], contract: Contract): LocatedIssue[] {
  const { rules } = contract;
  const applies = ({ cause }: LocatedIssue) => cause.kind === 'schema' || rules.has(cause.id);
  const insideComponents = operatorIssues(body).filter(applies);
  const isSound = soundness([...structural, ...insideComponents]);
  const conditional = [
    ...consignmentCodeIssues(body, contract),
    ...componentIssues(body, isSound),
    ...reasonForNoRegistrationNumberIssues(body),
    ...vehicleRegistrationIssues(body),
  ];
  const found = [...structural, ...insideComponents, ...conditional.filter(applies)];
  return found.length > 0 ? found : reasonForNoConsignmentCodeIssues(body, contract).filter(applies);
}

/**
 * Returns a function that is true if no issue lies at or below a path. The paths are indexed once: there may be
 * thousands on both sides.
 */
function soundness(issues: readonly LocatedIssue[]): (path: Path) => boolean {
  let faulty: Set<string> | undefined;
  return (asked) => {
    faulty ??= new Set(issues.flatMap(({ path }) => path.map((_, depth) => JSON.stringify(path.slice(0, depth + 1)))));
    return !faulty.has(JSON.stringify(asked));
  };
}
