import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { messageOf } from '../../spec/contract/read-document.ts';
import type { JsonValue } from '../../spec/json.ts';
import { UsageError } from './exit-codes.ts';

/**
 * Reads JSON from a file; `-` is standard input. `what` names it in messages.
 * @throws UsageError if the file is unreadable or not JSON.
 */
export async function readJson(file: string, what: string): Promise<JsonValue> {
  const place = file === '-' ? 'on standard input' : file;
  let text: string;
  try {
    text = file === '-' ? await textOf(process.stdin) : readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${what} ${place}: ${messageOf(error)}`);
  }
  try {
    // Some editors write a byte order mark, which is not part of JSON.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue;
  } catch (error) {
    throw new UsageError(`${what} ${place} is not JSON: ${messageOf(error)}`);
  }
}
