import { basename, join } from 'node:path';
import type { Validator } from './breach.ts';
import { compile } from './compile.ts';
import { type Difference, differencesOf } from './differences.ts';
import { fieldsOf } from './fields.ts';
import { at, type JsonObject } from './json.ts';
import { applyOverlay, type Overlay, OverlayError, readOverlay } from './overlay.ts';
import { type Prepared, preparedName, readPrepared } from './prepared.ts';
import {
  ContractError,
  checkDocument,
  type DocumentText,
  messageOf,
  parseDocument,
  readText,
  sha256,
} from './read-document.ts';
import type { RuleSet } from './rule-sets.ts';

export type { RuleSet } from './rule-sets.ts';

const overlaysOf: Readonly<Record<RuleSet, readonly string[]>> = { observed: ['observed.yaml'], published: [] };

export interface ContractOptions {
  ruleSet: RuleSet;
  /** A published document to use in the place of ours, such as the department's own. YAML or JSON. */
  specFile?: string;
  /** False for a service without its known defects. Under the published rule set there are none. */
  defects?: boolean;
  /** Further overlays, applied after the rule set's own. */
  overlayFiles?: readonly string[];
}

/** The effective contract: the published document, the overlays applied, and what they compile to. */
export interface Contract {
  ruleSet: RuleSet;
  /** Whether the known defects of the running service are reproduced. */
  defects: boolean;
  title: string;
  version: string;
  document: JsonObject;
  /** What `document` was made of. */
  published: JsonObject;
  overlays: Overlay[];
  /** What the overlays change, field by field. Found out when it is first asked for. */
  differences: () => readonly Difference[];
  /** The same document under the other rule set, or why it has none. Put together when it is first asked for. */
  counterpart: () => Contract | ContractError;
  /** Judges a receipt's structure. Conditions that JSON Schema cannot say are the mock's rules. */
  validateReceipt: Validator;
  /** SHA-256, in hex: of the published document's file, of each overlay's file, and of the effective document. */
  documentHash: string;
  overlayHashes: Record<string, string>;
  hash: string;
}

/**
 * Loads, checks and compiles the contract.
 * @throws ContractError for a file that cannot be read, is no OpenAPI 3.0 document, or does not fit its overlays.
 */
export function loadContract(options: ContractOptions): Contract {
  return assemble(readText(options.specFile ?? join(import.meta.dirname, 'receipt-api.yaml')), options);
}

function assemble(published: DocumentText, { ruleSet, overlayFiles = [], ...options }: ContractOptions): Contract {
  const defects = ruleSet === 'observed' && options.defects !== false;
  const own = overlaysOf[ruleSet].map((name) => join(import.meta.dirname, 'overlays', name));
  const overlays = [...own, ...overlayFiles].map(readText);
  const hashes = overlays.map(({ hash }) => hash);
  const effective = readPrepared(preparedName(published.hash, hashes, defects)) ?? make(published, overlays, defects);
  let counterpart: Contract | ContractError | undefined;
  return {
    ...effective,
    ruleSet,
    defects,
    title: String(at(effective.document, 'info', 'title') ?? ''),
    version: String(at(effective.document, 'info', 'version') ?? ''),
    counterpart: () => (counterpart ??= tryToAssemble(published, otherThan(ruleSet))),
    documentHash: published.hash,
    overlayHashes: Object.fromEntries(overlays.map(({ file, hash }) => [basename(file), hash])),
  };
}

/** What the build does ahead for the documents that come with this tool. */
function make(text: DocumentText, overlayTexts: readonly DocumentText[], defects: boolean): Prepared {
  const { file } = text;
  const published = checkDocument(parseDocument(text), file);
  // Told of the document itself, before an overlay can be blamed for what the document lacks.
  receiptSchemaOf(published, file);
  let document = published;
  const overlays = overlayTexts.map((overlayText) => {
    const value = parseDocument(overlayText);
    const whole = explain(() => readOverlay(value, overlayText.file));
    const actions = whole.actions.filter((action) => defects || action['x-defect'] === undefined);
    const overlay = { ...whole, actions };
    document = explain(() => applyOverlay(document, overlay, overlayText.file));
    return overlay;
  });
  const receiptSchema = receiptSchemaOf(document, file);
  const validateReceipt = explain(() => compile(receiptSchema, document), file);
  let found: Difference[] | undefined;
  const differences = () => (found ??= differencesOf(published, overlays));
  return { published, overlays, document, hash: sha256(JSON.stringify(document)), differences, validateReceipt };
}

/** A document of somebody else's may not fit the overlays; that is no reason not to serve it as it is. */
function tryToAssemble(published: DocumentText, ruleSet: RuleSet): Contract | ContractError {
  try {
    return assemble(published, { ruleSet });
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
}

function otherThan(ruleSet: RuleSet): RuleSet {
  return ruleSet === 'observed' ? 'published' : 'observed';
}

/** The schema that `POST /movements/receive` takes. */
export function receiptSchemaOf(document: JsonObject, file: string): JsonObject {
  const [receipt] = fieldsOf(document);
  if (receipt === undefined) {
    throw new ContractError(`${file}: paths./movements/receive.post.requestBody has no application/json schema`);
  }
  return receipt.schema;
}

function explain<T>(work: () => T, file?: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof OverlayError) throw new ContractError(error.message);
    throw new ContractError(`${file ?? 'the overlays'}: the schemas do not compile: ${messageOf(error)}`);
  }
}
