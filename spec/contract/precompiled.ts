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

/** What a document and its overlays come to, as data. To make it costs more time than all else of a start. */
export interface EffectiveDocument {
  /** The date of which this is the contract. */
  asOf: string;
  published: JsonObject;
  overlays: Overlay[];
  document: JsonObject;
  /** SHA-256 of the effective document, in hex. */
  hash: string;
  differences: ContractDifference[];
}

/** What the build wrote for one document and its overlays. There is nothing of it in a checkout. */
export interface PrecompiledContract extends Omit<EffectiveDocument, 'differences'> {
  differences: () => readonly ContractDifference[];
  validateReceipt: Validator;
}

/** Where the build puts it, beside the documents. */
export const precompiledFolder = 'precompiled';

/**
 * The name of what is prepared: of the texts that it was made from, so that one of another text is never found, and of
 * the date that was asked for. Without one, it is the newest.
 */
export function precompiledName(
  documentHash: string,
  overlayHashes: readonly string[],
  defects: boolean,
  asOf: string | undefined,
): string {
  return sha256(JSON.stringify([documentHash, overlayHashes, defects, asOf ?? null])).slice(0, 16);
}

/** Undefined where the build has prepared nothing for these texts: they are somebody's own, or were changed since. */
export function readPrecompiled(
  name: string,
  folder = join(import.meta.dirname, precompiledFolder),
): PrecompiledContract | undefined {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const { differences, ...effective } = JSON.parse(readFileSync(file, 'utf8')) as EffectiveDocument;
  const load = createRequire(import.meta.url);
  // CommonJS, so that it can be read when it is asked for and not a moment earlier.
  const compiled = load(join(folder, `${name}.cjs`)) as (given: SchemaChecks) => CompiledSchema;
  // Our own documents have none left; a test of the contract holds them to it.
  const validateReceipt = validatorOf(compiled(checksWith(listsOn(effective.asOf).codeLists)), {
    hasReferences: false,
  });
  return { ...effective, differences: () => differences, validateReceipt };
}
