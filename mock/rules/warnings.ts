import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { maxIssues } from '../../spec/types/issue.ts';
import { reasonsForNoRegistrationNumber } from './carrier.ts';
import { issueAt, type LocatedIssue, type Path } from './located-issue.ts';

const sources = ['PROVIDED_WITH_WASTE', 'GUIDANCE', 'OWN_TESTING'];
const ending = `recommended when source of components is one of ${sources.join(', ')}`;

/**
 * Returns the warnings of the service on a valid receipt, in its order. Source: validation-2026-07. Only warnings among
 * the contract's rules are returned.
 */
export function warningsFor(receipt: JsonObject, { rules }: { rules: ReadonlySet<string> }): LocatedIssue[] {
  const items = receipt['wasteItems'];
  const isNested = rules.has('nested-concentration-keys');
  const warnings: LocatedIssue[] = [];
  for (const warn of warningsOfItems) {
    for (const [index, item] of (Array.isArray(items) ? items : []).entries()) {
      warnings.push(...warn(isObject(item) ? item : {}, index, isNested));
    }
  }
  warnings.push(...carrierWarnings(receipt));
  return warnings.filter(({ cause }) => cause.kind === 'condition' && rules.has(cause.id)).slice(0, maxIssues);
}

/** The warnings on an item, one kind after the other. */
const warningsOfItems: readonly ((item: JsonObject, index: number, isNested: boolean) => LocatedIssue[])[] = [
  disposalWarnings,
  (item, ...rest) => componentWarnings(item['containsPops'], item['pops'], 'pops', ...rest),
  (item, ...rest) => componentWarnings(item['containsHazardous'], item['hazardous'], 'hazardous', ...rest),
];

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function disposalWarnings(item: JsonObject, index: number): LocatedIssue[] {
  if (!isEmpty(item['disposalOrRecoveryCodes'])) return [];
  const message = '{bare} is required for proper waste tracking and compliance';
  return [issueAt(['wasteItems', index, 'disposalOrRecoveryCodes'], 'NotProvided', message, 'warn-disposal-codes')];
}

function componentWarnings(
  isContained: JsonValue | undefined,
  described: JsonValue | undefined,
  field: 'pops' | 'hazardous',
  index: number,
  isNested: boolean,
): LocatedIssue[] {
  if (isContained !== true || !isObject(described)) return [];
  const { sourceOfComponents: source, components } = described;
  if (!sources.some((known) => known === source)) return [];
  const place = ['wasteItems', index, field, 'components'];
  if (isEmpty(components)) return [issueAt(place, 'NotProvided', `{bare} are ${ending}`, 'warn-components')];
  return Array.isArray(components) ? concentrationWarnings(components, place, isNested) : [];
}

/** More than there are POPs. Without a bound, the response to a long list would grow with its square. */
const maxDepth = 50;

/**
 * Returns the warnings of missing concentrations. Defect `nested-concentration-keys`: from the second missing one in a
 * list on, the key repeats the earlier indexes.
 */
function concentrationWarnings(components: readonly JsonValue[], place: Path, isNested: boolean): LocatedIssue[] {
  const missing = components.flatMap((component, index) => (isMissing(at(component, 'concentration')) ? [index] : []));
  return missing.slice(0, maxIssues).map((index, count) => {
    const nesting = isNested ? missing.slice(Math.max(0, count - maxDepth), count).toReversed() : [];
    return issueAt(
      [...place, index, ...nesting, 'concentration'],
      'NotProvided',
      `{bare} is ${ending}`,
      'warn-concentration',
    );
  });
}

function isMissing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null;
}

function carrierWarnings(receipt: JsonObject): LocatedIssue[] {
  const carrier = receipt['carrier'];
  if (!isObject(carrier)) return [];
  const isBlank = (value: JsonValue | undefined) => value === null || value === '';
  if (!isBlank(carrier['registrationNumber']) || !isBlank(carrier['reasonForNoRegistrationNumber'])) return [];
  const message = `{bare} must be one of: ${reasonsForNoRegistrationNumber.join(', ')}`;
  return [
    issueAt(
      ['carrier', 'reasonForNoRegistrationNumber'],
      'NotProvided',
      message,
      'warn-reason-for-no-registration-number',
    ),
  ];
}
