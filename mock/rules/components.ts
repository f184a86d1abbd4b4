import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { issueAt, type LocatedIssue, label, type Path } from './located-issue.ts';

const bySource = 'components-by-source';

/** The two kinds of components that a waste item can list: their flag, and the object that describes them. */
const kinds = [
  { flag: 'containsPops', field: 'pops', coded: false },
  { flag: 'containsHazardous', field: 'hazardous', coded: true },
] as const;

/**
 * The conditions between the flag, the source and the components of POPs and of hazardous waste.
 * Source: validation-2026-07. `isSound` says whether the structure at and below a path is without fault: the service
 * looks at an object's conditions only then, except at components given though the flag is false.
 */
export function componentIssues(receipt: JsonObject, isSound: (path: Path) => boolean): LocatedIssue[] {
  const items = receipt['wasteItems'];
  const issues: LocatedIssue[] = [];
  if (!Array.isArray(items)) return issues;
  for (const [index, item] of items.entries()) {
    if (!isObject(item)) continue;
    for (const kind of kinds) issues.push(...issuesOf(item, index, kind, isSound));
  }
  return issues;
}

function issuesOf(
  item: JsonObject,
  index: number,
  { flag, field, coded }: (typeof kinds)[number],
  isSound: (path: Path) => boolean,
): LocatedIssue[] {
  const described = item[field];
  if (described === undefined || described === null) {
    if (item[flag] !== true) return [];
    return [issueAt(['wasteItems', index, field], 'NotProvided', '{label} is required', 'components-are-described')];
  }
  if (!isObject(described)) return [];
  const path = ['wasteItems', index, field];
  const misplaced = misplacedComponents(item[flag], flag, described, path);
  if (misplaced.length > 0 || item[flag] !== true || !isSound(path)) return misplaced;
  return whenContained(described, path, flag, coded);
}

/** A rule on the list itself, so that it stands beside faults inside the list. */
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

/** The first condition that is broken, as the service stops there. */
function whenContained(described: JsonObject, path: Path, flag: string, coded: boolean): LocatedIssue[] {
  const { sourceOfComponents: source, components, hazCodes } = described;
  const required = `is required when ${flag} is true`;
  if (source === undefined) {
    return [
      issueAt([...path, 'sourceOfComponents'], 'BusinessRuleViolation', `{label} ${required}`, 'source-of-components'),
    ];
  }
  if (coded && !isFilled(hazCodes)) {
    // The service tells of the missing codes at the object around them.
    const message = `"${label([...path, 'hazCodes'])}" ${required}`;
    return [issueAt(path, 'BusinessRuleViolation', message, 'hazard-codes')];
  }
  if ((source === 'GUIDANCE' || source === 'OWN_TESTING') && (components === undefined || components === null)) {
    return [issueAt([...path, 'components'], 'BusinessRuleViolation', `{label} ${required}`, bySource)];
  }
  return [];
}

function isFilled(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}
