import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { Movement, WasteItem } from '../../spec/types/movement.ts';

/** The waste items as sent; none where there is no list of them. */
export function itemsOf(receipt: JsonObject): JsonValue[] {
  return listAt(receipt, 'wasteItems');
}

export function listAt(value: JsonValue, ...path: (string | number)[]): JsonValue[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}

/** A receipt that is asked for is JSON on its way to the product, which an interface type cannot say. */
export function asJson(movement: Movement): JsonObject {
  return movement as unknown as JsonObject;
}

/** Absent, null or '': three ways of saying that a field has nothing to say. */
export function isBlank(value: JsonValue | undefined): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

export function isFilledString(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

/** The receipt with its first waste item changed, for `arrange`. */
export function withFirstItem(receipt: Movement, change: (item: WasteItem) => WasteItem): Movement {
  return { ...receipt, wasteItems: receipt.wasteItems.map((item, index) => (index === 0 ? change(item) : item)) };
}
