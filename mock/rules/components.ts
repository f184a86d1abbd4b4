import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { issueAt, type LocatedIssue, type Path } from './located-issue.ts';

const bySource = 'components-by-source';

/** The two kinds of components that a waste item can list: their flag, and the object that describes them. */
const kinds = [
  { flag: 'containsPops', field: 'pops', coded: false },
  { flag: 'containsHazardous', field: 'hazardous', coded: true },
] as const;

/**
 * Checks the conditions between the flag, the source and the components of POPs and of hazardous waste. Source:
 * validation-2026-07. `isSound` says whether the structure at and below a path is valid: the service checks an object's
 * conditions only then, except for components given although the flag is false.
 */
export function componentIssues(receipt: JsonObject, isSound: (path: Path) => boolean): LocatedIssue[] {
  return kindsOfItems(receipt).flatMap(({ item, path, kind: { flag, field, coded } }) => {
    const described = item[field];
    if (described === undefined || described === null) {
      if (item[flag] !== true) return [];
      return [issueAt(path, 'NotProvided', '{label} is required', 'components-are-described')];
    }
    if (!isObject(described)) return [];
    const misplaced = misplacedComponents(item[flag], flag, described, path);
    if (misplaced.length > 0 || !isSound(path)) return misplaced;
    const withoutCodes = coded ? missingHazardCodes(item[flag], flag, described, path) : [];
    return item[flag] === true ? [...withoutCodes, ...whenContained(described, path, flag)] : withoutCodes;
  });
}

/** Checks the operator: one that is not null, valid or not, requires the number. Source: validation-2026-10. */
export function operatorIssues(receipt: JsonObject): LocatedIssue[] {
  return kindsOfItems(receipt).flatMap(({ item, path, kind: { field } }) => {
    const described = item[field];
    if (!isObject(described) || !Array.isArray(described['components'])) return [];
    return described['components'].flatMap((component, index) => {
      if (!isObject(component)) return [];
      const { concentrationOperator: operator, concentration } = component;
      if (operator === undefined || operator === null) return [];
      const place = [...path, 'components', index, 'concentration'];
      const id = 'concentration-with-operator';
      if (concentration === undefined) return [issueAt(place, 'NotProvided', '{label} is required', id)];
      return concentration === null ? [issueAt(place, 'InvalidType', '{label} must be a number', id)] : [];
    });
  });
}

/** Returns every item of a receipt with the place of each kind of components, one item after the other. */
function kindsOfItems(receipt: JsonObject) {
  const items = receipt['wasteItems'];
  if (!Array.isArray(items)) return [];
  const found: { item: JsonObject; kind: (typeof kinds)[number]; path: Path }[] = [];
  for (const [index, item] of items.entries()) {
    if (!isObject(item)) continue;
    for (const kind of kinds) found.push({ item, kind, path: ['wasteItems', index, kind.field] });
  }
  return found;
}

/** Checks the list itself, in addition to faults inside it. */
function misplacedComponents(isContained: JsonValue | undefined, flag: string, described: JsonObject, path: Path) {
  if (!isFilled(described['components'])) return [];
  const place = [...path, 'components'];
  if (isContained === false) {
    return [issueAt(place, 'BusinessRuleViolation', `{label} must not be provided when ${flag} is false`, bySource)];
  }
  if (isContained === true && described['sourceOfComponents'] === 'NOT_PROVIDED') {
    const message = '{label} must not be provided when sourceOfComponents is NOT_PROVIDED';
    return [issueAt(place, 'BusinessRuleViolation', message, bySource)];
  }
  return [];
}

/**
 * Checks that hazard codes are given. Unlike any other rule, it accepts what is truthy in JavaScript, such as the text
 * "true".
 */
function missingHazardCodes(
  isContained: JsonValue | undefined,
  flag: string,
  { sourceOfComponents: source, hazCodes }: JsonObject,
  path: Path,
): LocatedIssue[] {
  if (!isContained || source === undefined || isFilled(hazCodes)) return [];
  const message = `{label} is required when ${flag} is true`;
  // The service's key names the object around the codes, its message the codes.
  const issue = issueAt([...path, 'hazCodes'], 'BusinessRuleViolation', message, 'hazard-codes');
  return [{ ...issue, key: path.join('.') }];
}

function whenContained(described: JsonObject, path: Path, flag: string): LocatedIssue[] {
  const { sourceOfComponents: source, components } = described;
  const message = `{label} is required when ${flag} is true`;
  if (source === undefined) {
    return [issueAt([...path, 'sourceOfComponents'], 'BusinessRuleViolation', message, 'source-of-components')];
  }
  if ((source === 'GUIDANCE' || source === 'OWN_TESTING') && (components === undefined || components === null)) {
    return [issueAt([...path, 'components'], 'BusinessRuleViolation', message, bySource)];
  }
  return [];
}

function isFilled(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}
