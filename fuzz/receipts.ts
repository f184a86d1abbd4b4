import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, type JsonValue } from '../spec/json.ts';
import type { Material } from './attack.ts';
import type { Random } from './random.ts';

const file = join(import.meta.dirname, '..', 'mock', 'fixtures', 'observed-receipts.jsonl');

let read: JsonObject[] | undefined;

/** The receipts that the service was seen to take. */
function goodReceipts(): readonly JsonObject[] {
  read ??= readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"status":201'))
    .map((line) => (JSON.parse(line) as { request: JsonValue }).request)
    .filter(isObject);
  return read;
}

/** One of them, for the organisation of the mock under attack. */
export function aReceipt(random: Random, { apiCode }: Material): JsonObject {
  return { ...random.pick(goodReceipts()), apiCode };
}
