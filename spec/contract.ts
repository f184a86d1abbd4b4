import { basename, join } from 'node:path';
import { compile, type Validator } from './compile.ts';
import { fieldsOf } from './fields.ts';
import { at, type JsonObject } from './json.ts';
import { applyOverlay, type Overlay, OverlayError, readOverlay } from './overlay.ts';
import { ContractError, checkDocument, messageOf, readDocument, sha256 } from './read-document.ts';

/** `observed`: as the running service answers · `published`: as its document says. They differ by the overlays only. */
export const ruleSets = ['observed', 'published'] as const;
export type RuleSet = (typeof ruleSets)[number];

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
  const file = options.specFile ?? join(import.meta.dirname, 'receipt-api.yaml');
  const { value, hash } = readDocument(file);
  return assemble({ file, hash, document: checkDocument(value, file) }, options);
}

/** A published document as it was read. */
interface Published {
  file: string;
  hash: string;
  document: JsonObject;
}

function assemble(published: Published, { ruleSet, overlayFiles = [], ...options }: ContractOptions): Contract {
  const defects = ruleSet === 'observed' && options.defects !== false;
  const own = overlaysOf[ruleSet].map((name) => join(import.meta.dirname, 'overlays', name));
  // Told of the document itself, before an overlay can be blamed for what the document lacks.
  receiptSchemaOf(published.document, published.file);
  let { document } = published;
  const overlays: Overlay[] = [];
  const overlayHashes: Record<string, string> = {};
  for (const file of [...own, ...overlayFiles]) {
    const { value, hash } = readDocument(file);
    overlayHashes[basename(file)] = hash;
    const whole = explain(() => readOverlay(value, file));
    const overlay = {
      ...whole,
      actions: whole.actions.filter((action) => defects || action['x-defect'] === undefined),
    };
    overlays.push(overlay);
    document = explain(() => applyOverlay(document, overlay, file));
  }
  const receiptSchema = receiptSchemaOf(document, published.file);
  let counterpart: Contract | ContractError | undefined;
  return {
    ruleSet,
    defects,
    title: String(at(document, 'info', 'title') ?? ''),
    version: String(at(document, 'info', 'version') ?? ''),
    document,
    published: published.document,
    overlays,
    counterpart: () => (counterpart ??= tryToAssemble(published, otherThan(ruleSet))),
    validateReceipt: explain(() => compile(receiptSchema, document), published.file),
    documentHash: published.hash,
    overlayHashes,
    hash: sha256(JSON.stringify(document)),
  };
}

/** A document of somebody else's may not fit the overlays; that is no reason not to serve it as it is. */
function tryToAssemble(published: Published, ruleSet: RuleSet): Contract | ContractError {
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
function receiptSchemaOf(document: JsonObject, file: string): JsonObject {
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
