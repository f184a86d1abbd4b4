import { existsSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { at, type JsonObject, type JsonValue } from '../json.ts';
import { unofficialPage } from '../unofficial-claims/read-pages.ts';
import { type ContractDifference, contractDifferences } from './compare-documents.ts';
import { checksWith, compile } from './compile-schema.ts';
import { appliesOn, type Dated, firstDay, isDate } from './dates.ts';
import { fieldsOf } from './fields.ts';
import { datesOfRules, firstKnownDate, newestKnownDate, rulesOn } from './observed-conditions.ts';
import { applyOverlay, datesOf, type Overlay, type OverlayAction, OverlayError, readOverlay } from './overlay.ts';
import { type PrecompiledContract, precompiledName, readPrecompiled } from './precompiled.ts';
import {
  ContractError,
  checkDocument,
  type DocumentText,
  messageOf,
  parseDocument,
  readText,
  readYaml,
  sha256,
} from './read-document.ts';
import { type CodeLists, datesOfLists, listsOn } from './reference-data.ts';
import type { RuleSet } from './rule-sets.ts';
import type { Validator } from './schema-violation.ts';

/** The overlay with what our document said before: the history of this document and of no other. */
const history = 'published.yaml';
const overlaysOf: Readonly<Record<RuleSet, readonly string[]>> = { observed: ['observed.yaml'], published: [] };

export interface ContractOptions {
  ruleSet: RuleSet;
  /** A published document to use instead of ours, such as the department's own. YAML or JSON. */
  specFile?: string;
  /** The date of the contract: `YYYY-MM` or `YYYY-MM-DD`. Left out: the newest known date. */
  asOf?: string;
  /** False for a service without its known defects. Under the published rule set there are none. */
  defects?: boolean;
  /** An unofficial page by its name: its overlay is applied after the rule set's own. */
  profile?: string;
  /** Further overlays, applied last. */
  overlayFiles?: readonly string[];
}

/** The effective contract: the published document, the overlays applied, and what they compile to. */
export interface Contract {
  ruleSet: RuleSet;
  /** True if the known defects of the running service are reproduced. */
  defects: boolean;
  /** The name of the unofficial page whose overlay is applied; null if there is none. */
  profile: string | null;
  /** The date of the contract, as requested. */
  asOf: string;
  /** The ids of the conditions, of the answers, and of the defects that are reproduced, that apply on this date. */
  rules: ReadonlySet<string>;
  /** The code lists of this date. */
  lists: CodeLists;
  title: string;
  version: string;
  document: JsonObject;
  /** The published document of this date. */
  published: JsonObject;
  /** The overlays that turn it into `document`, with the actions that apply on this date. */
  overlays: Overlay[];
  /** Returns what the overlays change, field by field. Computed on first use. */
  differences: () => readonly ContractDifference[];
  /** Returns the same document under the other rule set, or why it has none. Computed on first use. */
  counterpart: () => Contract | ContractError;
  /**
   * Returns the same contract as of each date on which it changed, the oldest first, or why there is none of one of them.
   * Loaded on first use.
   */
  states: () => readonly Contract[] | ContractError;
  /** Checks a receipt's structure. The mock's rules check the conditions that JSON Schema cannot express. */
  validateReceipt: Validator;
  /** SHA-256, in hex, of the published document's file, of each overlay's file, and of the effective document. */
  documentHash: string;
  overlayHashes: Record<string, string>;
  hash: string;
}

/**
 * Loads, checks and compiles the contract.
 * @throws ContractError for a file that cannot be read, is not an OpenAPI 3.0 document, or does not fit its overlays.
 */
export function loadContract(options: ContractOptions): Contract {
  const { specFile, asOf } = options;
  if (asOf !== undefined) checkDate(asOf);
  return assemble(readText(specFile ?? join(import.meta.dirname, '..', 'receipt-api.yaml')), options);
}

/**
 * Checks a requested date.
 * @throws ContractError for a text that is not a date, and for a date before the first known one.
 */
function checkDate(asOf: string): void {
  if (!isDate(asOf)) {
    throw new ContractError(`"${asOf}" is not a date: give a month or a day, such as 2026-07 or 2026-09-17`);
  }
  const first = firstKnownDate();
  if (firstDay(asOf) < firstDay(first)) {
    throw new ContractError(`nothing is known of the service as of ${asOf}: the first known date is ${first}`);
  }
}

const folder = join(import.meta.dirname, '..');

function assemble(published: DocumentText, options: ContractOptions): Contract {
  const { ruleSet, overlayFiles = [], specFile, profile } = options;
  const ownOverlay = (name: string) => readText(join(folder, 'overlays', name));
  const unofficial = profile === undefined ? [] : [overlayOfProfile(profile)];
  return complete(
    {
      published,
      history: specFile === undefined ? [ownOverlay(history)] : [],
      overlays: [...[...overlaysOf[ruleSet], ...unofficial].map(ownOverlay), ...overlayFiles.map(readText)],
    },
    options,
  );
}

/**
 * Returns the overlay of an unofficial page.
 * @throws ContractError if there is none.
 */
function overlayOfProfile(name: string): string {
  if (isProfile(name)) return overlayFileOf(name);
  throw new ContractError(`there is no profile "${name}"`);
}

/** True for an unofficial page with an overlay. The name may come from another party's report: it is looked up first. */
export function isProfile(name: string): boolean {
  return unofficialPage(name) !== undefined && existsSync(join(folder, 'overlays', overlayFileOf(name)));
}

/** Returns the file name of the overlay of an unofficial page. */
export function overlayFileOf(profile: string): string {
  return `${profile}.yaml`;
}

/** Completes a contract: of these texts, or of a document that was compiled before. */
function complete(texts: Texts, options: ContractOptions, compiled?: PrecompiledContract): Contract {
  const { ruleSet, asOf } = options;
  const { published } = texts;
  const defects = ruleSet === 'observed' && options.defects !== false;
  const overlays = [...texts.history, ...texts.overlays];
  const hashes = overlays.map(({ hash }) => hash);
  const name = precompiledName(published.hash, hashes, defects, asOf);
  const effective =
    compiled ?? knownContracts.get(name) ?? readPrecompiled(name) ?? compileContract(texts, { defects, asOf });
  knownContracts.set(name, effective);
  let counterpart: Contract | ContractError | undefined;
  return {
    ...effective,
    ruleSet,
    defects,
    profile: options.profile ?? null,
    rules: rulesOn(effective.asOf, { defects }),
    lists: listsOn(effective.asOf),
    title: String(at(effective.document, 'info', 'title') ?? ''),
    version: String(at(effective.document, 'info', 'version') ?? ''),
    counterpart: () => (counterpart ??= orError(() => assemble(published, counterpartOf(options)))),
    states: () => {
      const key = JSON.stringify([ruleSet, defects, published.hash, hashes]);
      const states = knownStates.get(key) ?? orError(() => statesOf(texts, options, defects));
      knownStates.set(key, states);
      return states;
    },
    documentHash: published.hash,
    overlayHashes: Object.fromEntries(overlays.map(({ file, hash }) => [basename(file), hash])),
  };
}

/** What each contract compiled to, by the name that its texts and its date give it: compiling takes long. */
const knownContracts = new Map<string, PrecompiledContract>();

/** The states of each contract that was asked for them: those of two dates are the same, and take long to load. */
const knownStates = new Map<string, readonly Contract[] | ContractError>();

/** Returns the contract as of each date on which something of it began or ended. */
function statesOf(texts: Texts, options: ContractOptions, defects: boolean): Contract[] {
  const dated = [...texts.history, ...texts.overlays].flatMap((text) => {
    return actionsOf(readWhole(text), defects).map(datesOf);
  });
  const ofDocument = daysOf([...dated, ...datesOfLists()]);
  const ofRules = options.ruleSet === 'observed' ? daysOf(datesOfRules({ defects })) : [];
  const first = firstKnownDate();
  const byDay = new Map([...ofDocument, ...ofRules, first].map((date) => [firstDay(date), date]));
  const changesOfDocument = new Set(ofDocument.map(firstDay));
  let compiled: PrecompiledContract | undefined;
  return [...byDay]
    .filter(([day]) => day >= firstDay(first))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, asOf]) => {
      // Where only rules began or ended, the document is that of the date before.
      const same = compiled !== undefined && !changesOfDocument.has(day) ? { ...compiled, asOf } : undefined;
      const state = complete(texts, { ...options, asOf }, same);
      compiled = state;
      return state;
    });
}

function daysOf(dated: readonly Dated[]): string[] {
  return dated.flatMap(({ since, until }) => (until === undefined ? [since] : [since, until]));
}

interface Texts {
  published: DocumentText;
  history: readonly DocumentText[];
  overlays: readonly DocumentText[];
}

/**
 * Compiles a contract. The build does this ahead for the documents of the package: see
 * docs/decisions/0003-compile-at-build-time.md.
 */
function compileContract(
  texts: Texts,
  { defects, asOf }: { defects: boolean; asOf: string | undefined },
): PrecompiledContract {
  const { file } = texts.published;
  const newest = checkDocument(parseOnce(texts.published), file);
  // Reported for the document itself, before an overlay can be blamed for what the document lacks.
  receiptSchemaOf(newest, file);
  const [past, differing] = [texts.history, texts.overlays].map((some) => some.map(readWhole));
  const dates = [...(past ?? []), ...(differing ?? [])].flatMap(({ overlay }) => overlay.actions.map(datesOf));
  const date = asOf ?? newestKnownDate(dates);
  const apply = (document: JsonObject, { overlay, place }: NamedOverlay) => {
    return explain(() => applyOverlay(document, overlay, place));
  };
  const [history = [], overlays = []] = [past, differing].map((some) =>
    some?.map((each) => onDate(each, date, defects)),
  );
  const published = history.reduce(apply, newest);
  const document = overlays.reduce(apply, published);
  const receiptSchema = receiptSchemaOf(document, file);
  const validateReceipt = explain(() => compile(receiptSchema, document, checksWith(listsOn(date).codeLists)), file);
  let found: ContractDifference[] | undefined;
  const applied = overlays.map(({ overlay }) => overlay);
  const differences = () => (found ??= contractDifferences(published, applied));
  const hash = sha256(JSON.stringify(document));
  return { asOf: date, published, overlays: applied, document, hash, differences, validateReceipt };
}

/** An overlay, and the file that messages name. */
interface NamedOverlay {
  overlay: Overlay;
  place: string;
}

const parsed = new WeakMap<DocumentText, JsonValue>();

/**
 * Returns the value of a text, which is parsed once and never changed; for our own texts, the value that the build
 * parsed, if it did.
 */
function parseOnce(text: DocumentText): JsonValue {
  const value = parsed.get(text) ?? (text.file.startsWith(folder + sep) ? readYaml(text.file) : parseDocument(text));
  parsed.set(text, value);
  return value;
}

function readWhole(text: DocumentText): NamedOverlay {
  const value = parseOnce(text);
  return { overlay: explain(() => readOverlay(value, text.file)), place: text.file };
}

/** Returns the actions of an overlay, with or without defects. */
function actionsOf({ overlay }: NamedOverlay, defects: boolean): OverlayAction[] {
  return overlay.actions.filter((action) => defects || action['x-defect'] === undefined);
}

/** Returns the overlay with the actions that apply on a date, with or without defects. */
function onDate(named: NamedOverlay, date: string, defects: boolean): NamedOverlay {
  const actions = actionsOf(named, defects).filter((action) => appliesOn(date, datesOf(action)));
  return { ...named, overlay: { ...named.overlay, actions } };
}

/** Returns the error of a user's own document that does not fit the overlays; it is served as it is all the same. */
function orError<T>(work: () => T): T | ContractError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
}

/** Returns the same document on the same date under the other rule set. */
function counterpartOf({ ruleSet, specFile, asOf, profile }: ContractOptions): ContractOptions {
  return {
    ruleSet: ruleSet === 'observed' ? 'published' : 'observed',
    ...(profile === undefined ? {} : { profile }),
    ...(specFile === undefined ? {} : { specFile }),
    ...(asOf === undefined ? {} : { asOf }),
  };
}

/** Returns the schema of `POST /movements/receive`. */
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
