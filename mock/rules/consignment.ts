import type { Contract } from '../../spec/contract/contract.ts';
import { isConsignmentCode } from '../../spec/contract/formats.ts';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';

const code = 'hazardousWasteConsignmentCode';
const reason = 'reasonForNoConsignmentCode';

/** The reasons that the service accepts for a missing consignment code. Source: validation-2026-07. */
export const reasonsForNoConsignmentCode = ['NON_HAZ_WASTE_TRANSFER', 'NO_DOC_WITH_WASTE', 'HWRC_RECEIPT'] as const;

const formatMessage =
  '{label} must be in one of the valid formats: EA/NRW (2 or more alphanumeric characters followed by / and 5-6 alphanumeric characters, e.g. CJTILE/A0001), SEPA (SA|SB|SC followed by 7 digits), or NIEA (DA|DB|DC followed by 7 digits)';

/** The parts of a contract that decide: the defects that are reproduced, and the hazardous codes. */
type Rules = Pick<Contract, 'rules' | 'lists'>;

/** Returns false for absent values: null, the empty string, false and 0 count as absent. */
function isGiven(value: JsonValue | undefined): boolean {
  return Boolean(value);
}

/** Checks the consignment code's own format, and that it is present for hazardous waste if it was sent as null. */
export function consignmentCodeIssues(receipt: JsonObject, { rules, lists }: Rules): LocatedIssue[] {
  const value = receipt[code];
  if (value === undefined) return [];
  const hazard = findHazard(receipt, lists, rules.has('consignment-code-stumbles'));
  if (hazard.kind === 'stumbled') {
    const message = `{label} failed custom validation because ${hazard.why}`;
    return [issueAt([code], 'UnexpectedError', message, 'consignment-code-stumbles')];
  }
  if (isGiven(value)) {
    if (!rules.has('consignment-code-in-a-list') && typeof value !== 'string') {
      return [issueAt([code], 'InvalidType', '{label} must be a string', 'consignment-code-format')];
    }
    // Defect `consignment-code-in-a-list`: the service tests the value as text, so a list of one code passes as that code.
    return isConsignmentCode(asText(value))
      ? []
      : [issueAt([code], 'InvalidFormat', formatMessage, 'consignment-code-format')];
  }
  if (value === null && hazard.kind === 'hazardous' && !isGiven(receipt[reason])) {
    const message = '{label} is required when hazardous EWC codes are present';
    return [issueAt([code], 'BusinessRuleViolation', message, 'consignment-code-is-not-null')];
  }
  return [];
}

/**
 * Returns a list of one entry as the text of that entry, at any depth; `String` would overflow the stack on a deep one.
 */
function asText(value: JsonValue): string {
  let inner: JsonValue | undefined = value;
  while (Array.isArray(inner) && inner.length === 1) inner = inner[0];
  // An object may have its own `toString`.
  return typeof inner === 'object' && inner !== null ? '' : String(inner);
}

/** Checks the reason for a missing consignment code. The service does so only if nothing else is wrong. */
export function reasonForNoConsignmentCodeIssues(receipt: JsonObject, { lists }: Rules): LocatedIssue[] {
  if (findHazard(receipt, lists, false).kind !== 'hazardous' || isGiven(receipt[code])) return [];
  const given = receipt[reason];
  if (!isGiven(given)) {
    const message =
      '{label} is required when wasteItems[*].ewcCodes contains a hazardous code and hazardousWasteConsignmentCode is not provided';
    return [issueAt([reason], 'BusinessRuleViolation', message, 'reason-for-no-consignment-code')];
  }
  if (reasonsForNoConsignmentCode.some((known) => known === given)) return [];
  const message = `{label} must be one of: ${reasonsForNoConsignmentCode.join(', ')}`;
  return [issueAt([reason], 'InvalidValue', message, 'reason-for-no-consignment-code')];
}

type Hazard = { kind: 'hazardous' } | { kind: 'none' } | { kind: 'stumbled'; why: string };

/**
 * Looks for an item with a hazardous EWC code. The service does this with an unvalidated receipt, and fails on an item
 * that is null and on a code that is not a string: defect `consignment-code-stumbles`.
 */
function findHazard(receipt: JsonObject, { hazardousEwcCodes }: Rules['lists'], stumbles: boolean): Hazard {
  const items = receipt['wasteItems'];
  if (!Array.isArray(items)) return { kind: 'none' };
  for (const item of items) {
    if (item === null && stumbles)
      return { kind: 'stumbled', why: "Cannot read properties of null (reading 'ewcCodes')" };
    const codes = isObject(item) ? item['ewcCodes'] : undefined;
    if (!Array.isArray(codes)) continue;
    for (const ewcCode of codes.filter(isGiven)) {
      if (typeof ewcCode === 'string' && hazardousEwcCodes.has(ewcCode)) return { kind: 'hazardous' };
      if (typeof ewcCode !== 'string' && stumbles) return { kind: 'stumbled', why: 'code.replace is not a function' };
    }
  }
  return { kind: 'none' };
}
