import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../spec/json.ts';
import type { Material } from './attack.ts';

const file = join(import.meta.dirname, '..', 'mock', 'fixtures', 'observed-receipts.jsonl');

/** The receipts that the service was observed to accept. */
const accepted = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"status":201'))
  .map((line) => (JSON.parse(line) as { request: JsonValue }).request)
  .filter(isObject);

/** Generates one of the accepted receipts, for the organisation of the mock under attack. */
export function receipts({ apiCode }: Material): fc.Arbitrary<JsonObject> {
  return fc.constantFrom(...accepted).map((receipt) => ({ ...receipt, apiCode }));
}

/** Returns the first accepted receipt, for the organisation of the mock under attack. */
export function firstReceipt({ apiCode }: Material): JsonObject {
  return { ...accepted[0], apiCode };
}
