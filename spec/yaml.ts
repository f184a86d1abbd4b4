import { createRequire } from 'node:module';
import type { JsonValue } from './json.ts';

// Fetched when the first text is read: the package starts from what its build has read already, and needs no reader.
const require = createRequire(import.meta.url);
const reader = () => require('js-yaml') as typeof import('js-yaml');

/**
 * The value that a YAML or JSON text holds.
 * @throws YamlFault
 */
export function parseYaml(text: string): JsonValue {
  const { load, YAMLException } = reader();
  try {
    return load(text) as JsonValue;
  } catch (error) {
    if (!(error instanceof YAMLException) || error.mark === undefined) throw error;
    // Without the excerpt that the reader puts behind its message.
    throw new YamlFault(`${error.reason} at line ${error.mark.line + 1}, column ${error.mark.column + 1}`);
  }
}

/** A text that is no YAML. The message names line and column. */
export class YamlFault extends Error {
  override name = 'YamlFault';
}
