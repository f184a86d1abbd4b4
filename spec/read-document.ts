import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import { isLargerThan } from './is-larger-than.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';

/** A document or an overlay that cannot be used. The message names the file, the place and the mend. */
export class ContractError extends Error {
  override name = 'ContractError';
}

/**
 * The value in a YAML or JSON file, and the SHA-256 of its text, in hex.
 * @throws ContractError
 */
export function readDocument(file: string): { value: JsonValue; hash: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ContractError(`cannot read ${file}: ${messageOf(error)}`);
  }
  const value = parse(text, file);
  if (isLargerThan(mostParts, value)) {
    throw new ContractError(
      `${file} holds more than ${mostParts} values. Do its aliases (*name) stand inside each other?`,
    );
  }
  return { value, hash: sha256(text) };
}

/** A hundred times what is in our own document. */
const mostParts = 100_000;

function parse(text: string, file: string): JsonValue {
  try {
    return load(text) as JsonValue;
  } catch (error) {
    throw new ContractError(`${file} is neither YAML nor JSON: ${faultOf(error)}`);
  }
}

/** The value, when it is a document of OpenAPI 3.0. `file` names it in messages. */
export function checkDocument(value: JsonValue, file: string): JsonObject {
  const version = isObject(value) ? value['openapi'] : undefined;
  if (!isObject(value) || typeof version !== 'string' || !version.startsWith('3.0')) {
    throw new ContractError(`${file} is not an OpenAPI 3.0 document: its "openapi" field must begin with 3.0`);
  }
  return value;
}

/** Without the excerpt that the reader puts behind its message. */
function faultOf(error: unknown): string {
  if (!(error instanceof YAMLException) || error.mark === undefined) return messageOf(error);
  return `${error.reason} at line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
