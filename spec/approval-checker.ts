import { at, type JsonObject, type JsonValue } from './json.ts';
import type { CheckerVerdict } from './types/verdict.ts';

/** The scenarios that the service's checker supports, in the order in which its own error message lists them. */
export const checkerScenarioIds = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R07',
  'C02',
  'B01',
  'P01',
  'H01',
  'H03',
  'X01',
] as const;
export type CheckerScenarioId = (typeof checkerScenarioIds)[number];

/** True for the scenarios that `check` can assess. C01 and H02 leave nothing stored, so the service cannot. */
export function isCheckerScenarioId(id: unknown): id is CheckerScenarioId {
  return checkerScenarioIds.some((known) => known === id);
}

/**
 * Returns what `POST /production-approval-tests` would say of a stored movement. It tests less than the published pages
 * ask for, on purpose: see docs/decisions/0010-the-checkers-verdict-beside-ours.md. Accepts any JSON object, and never
 * throws.
 */
export function check(id: CheckerScenarioId, movement: JsonObject): CheckerVerdict {
  const message = rules[id](movement);
  return { status: message === '' ? 'Pass' : 'Fail', message };
}

/** Each rule returns the service's failure message, or '' if it has none. */
const rules: Record<CheckerScenarioId, (movement: JsonObject) => string> = {
  R01: (movement) => {
    const items = itemsOf(movement);
    const [item] = items;
    if (item === undefined) return 'No waste items provided';
    if (items.length > 1) return 'Multiple waste items provided';
    if (codesOf(item) === 0) return 'No disposal or recovery code provided';
    if (at(item, 'containsPops') === true) return 'POPs components provided';
    if (at(item, 'containsHazardous') === true) return 'Hazardous waste items provided';
    return '';
  },
  R02: (movement) => {
    const count = itemsOf(movement).length;
    return count > 1 ? '' : `Expected more than 1 waste item for R02, found ${count}`;
  },
  R03: (movement) => {
    const means = at(movement, 'carrier', 'meansOfTransport');
    return means === 'Road'
      ? ''
      : `Expected carrier.meansOfTransport to be "Road" for R03, found "${formatValue(means)}"`;
  },
  R04: (movement) => {
    const offenders = itemsOf(movement).flatMap((item, index) => (codesOf(item) > 0 ? [index] : []));
    return offenders.length === 0
      ? ''
      : `Expected no disposal or recovery codes for R04, found codes on waste item(s) at index ${offenders.join(', ')}`;
  },
  R05: someItem(
    (item) => codesOf(item) >= 2,
    'Expected at least one waste item to have multiple disposal or recovery codes for R05',
  ),
  R07: someItem(
    (item) => lengthAt(item, 'ewcCodes') >= 2,
    'Expected at least one waste item to have at least 2 EWC codes for R07',
  ),
  C02: present(
    ['carrier', 'reasonForNoRegistrationNumber'],
    'Expected carrier.reasonForNoRegistrationNumber to be given for C02',
  ),
  B01: present(['brokerOrDealer', 'organisationName'], 'No broker or dealer involvement in the movement'),
  P01: someItem((item) => popsOf(item) >= 2, 'Expected one or more waste items to have multiple POPs components'),
  H01: someItem(
    (item) => hazardsOf(item) >= 2,
    'Expected one or more waste items to have multiple hazardous components',
  ),
  H03: present(['reasonForNoConsignmentCode'], 'Expected reasonForNoConsignmentCode to be given for H03'),
  X01: someItem(
    (item) => popsOf(item) >= 1 && hazardsOf(item) >= 1,
    'Expected one or more waste items to have POPs and Hazardous components',
  ),
};

function someItem(test: (item: JsonValue) => boolean, message: string): (movement: JsonObject) => string {
  return (movement) => (itemsOf(movement).some(test) ? '' : message);
}

/** Returns a check that a field is present. Null, `''`, 0 and false count as absent, as they do in the service. */
function present(path: string[], message: string): (movement: JsonObject) => string {
  return (movement) => (at(movement, ...path) ? '' : message);
}

function itemsOf(movement: JsonObject): JsonValue[] {
  const items = at(movement, 'wasteItems');
  return Array.isArray(items) ? items : [];
}

const codesOf = (item: JsonValue) => lengthAt(item, 'disposalOrRecoveryCodes');
const popsOf = (item: JsonValue) => lengthAt(item, 'pops', 'components');
const hazardsOf = (item: JsonValue) => lengthAt(item, 'hazardous', 'components');

function lengthAt(value: JsonValue, ...path: string[]): number {
  const list = at(value, ...path);
  return Array.isArray(list) ? list.length : 0;
}

/** Formats a value as a template string of the service would. An object's own `toString` is not called: it may lie. */
function formatValue(value: JsonValue | undefined): string {
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
}
