import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { parseYaml } from './yaml.ts';

/** A document or an overlay that cannot be used. The message names the file, the place and the mend. */
export class ContractError extends Error {
  override name = 'ContractError';
}

/** A file as it stands on the disk. */
export interface DocumentText {
  file: string;
  text: string;
  /** SHA-256 of the text, in hex. */
  hash: string;
}

/**
 * The value in a YAML or JSON file, and the SHA-256 of its text, in hex.
 * @throws ContractError
 */
export function readDocument(file: string): { value: JsonValue; hash: string } {
  const read = readText(file);
  return { value: parseDocument(read), hash: read.hash };
}

/** @throws ContractError for a file that cannot be read. */
export function readText(file: string): DocumentText {
  try {
    const text = readFileSync(file, 'utf8');
    return { file, text, hash: sha256(text) };
  } catch (error) {
    throw new ContractError(`cannot read ${file}: ${messageOf(error)}`);
  }
}

/** @throws ContractError for a text that is neither YAML nor JSON. */
export function parseDocument({ file, text }: DocumentText): JsonValue {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new ContractError(`${file} is neither YAML nor JSON: ${messageOf(error)}`);
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

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
