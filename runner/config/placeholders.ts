import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { commandName } from '../cli/command-name.ts';
import type { SchemaError } from './schema-errors.ts';

/** Returns the texts of `rehearse init` that the vendor has not replaced: they are not answers and not evidence. */
export function placeholderErrors(value: JsonValue): SchemaError[] {
  const starter = readFileSync(join(import.meta.dirname, 'starter.yaml'), 'utf8');
  const placeholders = new Set(
    Array.from(starter.matchAll(/"((?:your|optional:) [^"]*)"/g), ([, text = '']) => plain(text)),
  );
  return textsIn(value, []).flatMap(({ path, text }) => {
    if (!placeholders.has(plain(text))) return [];
    return [{ path, text: `is the text that "${commandName()} init" wrote. Replace it, or remove the line` }];
  });
}

function textsIn(value: JsonValue, path: string[]): { path: string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, String(index)]));
  return isObject(value) ? Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key])) : [];
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
