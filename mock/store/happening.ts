import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { maskNamedValues } from '../../spec/masking/mask.ts';
import type { Exchange, Note } from '../../spec/types/exchange.ts';

/** A tracking id, and the number that it stands for. */
export interface NewTrackingId {
  wasteTrackingId: string;
  counter: number;
}

/**
 * An exchange as it is written: JSON texts that were there anyway, so that nothing is parsed or written twice. What must
 * not be seen is masked, but for API codes in `sent`: these are masked when it is read.
 */
export interface ExchangeRecord {
  clientId: string | null;
  /** When the request arrived, in milliseconds since 1970. */
  at: number;
  /** The exchange without its position, as JSON; its bodies are null where they are in `sent` and `answered`. */
  envelope: string;
  /** The JSON that was sent. */
  requestBody: string | null;
  /** The JSON that was answered. */
  responseBody: string | null;
  /** By what contract the receipt in `sent` was judged, where the notes on that are left to be worked out. */
  contractId: string | null;
  /** What it did to the receipts. */
  change: MovementChange | null;
}

/** `receipt` is JSON as it was sent; where it is the very text in `sent`, it is kept once for both. */
export type MovementChange = { receipt: string } & (
  | { kind: 'create'; id: NewTrackingId; organisationId: string; clientId: string }
  | { kind: 'update'; wasteTrackingId: string }
);

/** Works out the notes on a receipt that was judged by a contract. */
export type NoteBuilder = (judgedBy: string, receipt: JsonValue) => Note[];

/** A happening as it is read again. */
export interface StoredRecord extends Pick<ExchangeRecord, 'envelope' | 'requestBody' | 'responseBody' | 'contractId'> {
  seq: number;
}

/** The exchange as everybody may see it. */
export function toExchange(
  { seq, envelope, requestBody, responseBody, contractId }: StoredRecord,
  complete: NoteBuilder | undefined,
): Exchange {
  const exchange = { seq, ...(JSON.parse(envelope) as Omit<Exchange, 'seq'>) };
  if (responseBody !== null) exchange.response.body = { json: JSON.parse(responseBody) as JsonValue };
  if (requestBody === null) return exchange;
  const receipt = JSON.parse(requestBody) as JsonValue;
  if (contractId !== null && complete !== undefined) {
    // Where they stand when they are worked out at once: a fault was met before the receipt was judged.
    const first = exchange.notes.findIndex(({ kind }) => kind !== 'fault');
    exchange.notes.splice(first < 0 ? exchange.notes.length : first, 0, ...complete(contractId, receipt));
  }
  exchange.request.body = { json: maskNamedValues(receipt) };
  return exchange;
}

/** A receipt as its text says. */
export function readReceipt(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
