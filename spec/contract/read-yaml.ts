import { existsSync, readFileSync } from 'node:fs';
import type { JsonValue } from '../json.ts';
import { sha256 } from './read-document.ts';
import { parseYaml } from './yaml.ts';

/** What the build read of a YAML file, beside it, and of which text. There is nothing of it in a checkout. */
export interface ParsedCopy {
  /** SHA-256 of the text, in hex. */
  hash: string;
  value: JsonValue;
}

/** Where the build puts it. */
export function parsedCopyOf(file: string): string {
  return `${file}.json`;
}

/** The value in one of this project's own YAML files: as the build read it, unless the file was changed since. */
export function readYaml(file: string): JsonValue {
  const text = readFileSync(file, 'utf8');
  if (!existsSync(parsedCopyOf(file))) return parseYaml(text);
  const ahead = JSON.parse(readFileSync(parsedCopyOf(file), 'utf8')) as ParsedCopy;
  return ahead.hash === sha256(text) ? ahead.value : parseYaml(text);
}
