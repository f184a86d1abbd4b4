import { isObject, type JsonObject, type JsonValue } from '../../../spec/json.ts';

/** Where a receipt was found inside another value. */
export interface ReceiptInside {
  /** The member that holds the receipt, or the list of receipts, dotted: `movement`. */
  member: string;
  /** The receipts in it: one, or those of a list. */
  receipts: readonly JsonValue[];
  /** True if the value is a whole brief, as a driver gets it. */
  isBrief: boolean;
}

/** The fields at the top of every receipt. */
const ownFields = ['apiCode', 'dateTimeReceived', 'wasteItems', 'carrier', 'receiver', 'receipt'];

function ownCount(value: JsonObject): number {
  return ownFields.filter((name) => Object.hasOwn(value, name)).length;
}

/** Fewer of its fields do not make an object a receipt. */
const enough = 3;

/**
 * Finds the receipt in a value that only contains one: a whole brief, an exchange of the journal, an envelope of one's
 * own. Undefined for a receipt, and for what has none inside.
 */
export function receiptInside(value: JsonValue | undefined): ReceiptInside | undefined {
  if (!isObject(value)) return undefined;
  if (!found.has(value)) found.set(value, search(value));
  return found.get(value);
}

/** Asked once for each of a receipt's errors, and a body may have thousands of members. */
const found = new WeakMap<JsonObject, ReceiptInside | undefined>();

function search(value: JsonObject): ReceiptInside | undefined {
  const inside = membersOf(value).find(({ receipts }) =>
    receipts.every((inner) => isObject(inner) && ownCount(inner) >= enough && ownCount(inner) > ownCount(value)),
  );
  const isBrief = Object.hasOwn(value, 'scenario') && Object.hasOwn(value, 'connection');
  return inside && { ...inside, isBrief };
}

/** The maximum number of members looked at: an envelope has few. */
const maxMembers = 30;

/** Returns the members of an object that may hold receipts, and those of its members. */
function membersOf(value: JsonObject): Omit<ReceiptInside, 'isBrief'>[] {
  const members = Object.entries(value).slice(0, maxMembers);
  const inside = members.flatMap(([name, inner]) =>
    isObject(inner)
      ? Object.entries(inner)
          .slice(0, maxMembers)
          .map(([below, each]) => [`${name}.${below}`, each] as const)
      : [],
  );
  return [...members, ...inside].flatMap(([member, inner]) => {
    if (isObject(inner)) return [{ member, receipts: [inner] }];
    return Array.isArray(inner) && inner.length > 0 ? [{ member, receipts: inner }] : [];
  });
}

/** Says what to send instead of the whole. */
export function sendAlone({ member, receipts, isBrief }: ReceiptInside): string {
  const whole = isBrief
    ? 'The body is a whole brief, with the connection and its secret.'
    : 'The body only contains the receipt.';
  return receipts.length === 1
    ? `${whole} Send its member ${member} alone.`
    : `${whole} Send each of its member ${member} in a request of its own.`;
}
