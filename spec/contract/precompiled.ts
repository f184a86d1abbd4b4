import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JsonObject } from '../json.ts';
import type { ContractDifference } from './compare-documents.ts';
import { checksWith, type SchemaChecks } from './compile-schema.ts';
import type { Overlay } from './overlay.ts';
import { sha256 } from './read-document.ts';
import { listsOn } from './reference-data.ts';
import { type CompiledSchema, type Validator, validatorOf } from './schema-violation.ts';

/** A document with its overlays applied, as data. Creating it takes more time than the rest of the start. */
export interface EffectiveDocument {
  /** The date of the contract. */
  asOf: string;
  published: JsonObject;
  overlays: Overlay[];
  document: JsonObject;
  /** SHA-256 of the effective document, in hex. */
  hash: string;
  differences: ContractDifference[];
}

/** The build's output for one document and its overlays. A checkout has none. */
export interface PrecompiledContract extends Omit<EffectiveDocument, 'differences'> {
  differences: () => readonly ContractDifference[];
  validateReceipt: Validator;
}

/** The folder of the build's output, beside the documents. */
export const precompiledFolder = 'precompiled';

/**
 * Returns the name of a precompiled contract: a hash of its source texts, so that a changed text never matches, and the
 * requested date. Without a date, it is the newest.
 */
export function precompiledName(
  documentHash: string,
  overlayHashes: readonly string[],
  defects: boolean,
  asOf: string | undefined,
): string {
  return sha256(JSON.stringify([documentHash, overlayHashes, defects, asOf ?? null])).slice(0, 16);
}

/**
 * Returns the precompiled contract; undefined if there is none for these texts: they are a user's own, or were changed
 * since.
 */
export function readPrecompiled(
  name: string,
  folder = join(import.meta.dirname, precompiledFolder),
): PrecompiledContract | undefined {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const { differences, ...effective } = JSON.parse(readFileSync(file, 'utf8')) as EffectiveDocument;
  const load = createRequire(import.meta.url);
  // CommonJS, so that it can be loaded on demand.
  const compiled = load(join(folder, `${name}.cjs`)) as (given: SchemaChecks) => CompiledSchema;
  // Our own documents have no references left; a test of the contract checks that.
  const validateReceipt = validatorOf(compiled(checksWith(listsOn(effective.asOf).codeLists)), {
    hasReferences: false,
  });
  return { ...effective, differences: () => differences, validateReceipt };
}
