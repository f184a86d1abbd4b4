import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { Movement, WasteItem } from '../../spec/types/movement.ts';

/** Returns the waste items as sent; none without a list. */
export function itemsOf(receipt: JsonObject): JsonValue[] {
  return listAt(receipt, 'wasteItems');
}

export function listAt(value: JsonValue, ...path: (string | number)[]): JsonValue[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}

/** Returns the movement as JSON: an interface type has no index signature. */
export function asJson(movement: Movement): JsonObject {
  return movement as unknown as JsonObject;
}

/** True if absent, null or '': three spellings of "no value". */
export function isBlank(value: JsonValue | undefined): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

export function isFilledString(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

/** Returns the receipt with its first waste item changed, for `arrange`. */
export function withFirstItem(receipt: Movement, change: (item: WasteItem) => WasteItem): Movement {
  return { ...receipt, wasteItems: receipt.wasteItems.map((item, index) => (index === 0 ? change(item) : item)) };
}
