import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Document } from 'yaml';
import { isDeeperThan, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** A document or an overlay that cannot be used. The message names the file, the place and the fix. */
export class ContractError extends Error {
  override name = 'ContractError';
}

/** The content of a file on the disk. */
export interface DocumentText {
  file: string;
  text: string;
  /** SHA-256 of the text, in hex. */
  hash: string;
}

/**
 * Reads the value in a YAML or JSON file, and the SHA-256 of its text, in hex.
 * @throws ContractError
 */
export function readDocument(file: string): { value: JsonValue; hash: string } {
  const read = readText(file);
  return { value: parseDocument(read), hash: read.hash };
}

/**
 * Reads a text file.
 * @throws ContractError for a file that cannot be read.
 */
export function readText(file: string): DocumentText {
  try {
    const text = readFileSync(file, 'utf8');
    return { file, text, hash: sha256(text) };
  } catch (error) {
    throw new ContractError(`cannot read ${file}: ${messageOf(error)}`);
  }
}

/**
 * Parses a document.
 * @throws ContractError for a text that is neither YAML nor JSON.
 */
export function parseDocument({ file, text }: DocumentText): JsonValue {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new ContractError(`${file} is neither YAML nor JSON: ${messageOf(error)}`);
  }
}

/** Returns the value if it is an OpenAPI 3.0 document. `file` names it in messages. */
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

/** Returns the SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A YAML file as parsed by the build, with the hash of its text. A checkout has none. */
export interface ParsedCopy {
  /** SHA-256 of the text, in hex. */
  hash: string;
  value: JsonValue;
}

/** Returns the file of the parsed copy. */
export function parsedCopyOf(file: string): string {
  return `${file}.json`;
}

/**
 * Returns the value in one of this project's own YAML files: as parsed by the build, unless the file was changed since.
 */
export function readYaml(file: string): JsonValue {
  const text = readFileSync(file, 'utf8');
  if (!existsSync(parsedCopyOf(file))) return parseYaml(text);
  const ahead = JSON.parse(readFileSync(parsedCopyOf(file), 'utf8')) as ParsedCopy;
  return ahead.hash === sha256(text) ? ahead.value : parseYaml(text);
}

// Loaded when the first text is parsed: the package starts from parsed copies, and needs no parser.
const require = createRequire(import.meta.url);
const library = () => require('yaml') as typeof import('yaml');

/** A value, and the line numbers of its parts. */
export interface ParsedYaml {
  value: JsonValue;
  /** Returns the line of a part, or of the nearest part around it that has one; undefined for the whole. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/** A text that is not valid YAML. The message names the place, and quotes no line: a configuration may be private. */
export class YamlFault extends Error {
  override name = 'YamlFault';
}

const maxDepth = 100;
/** The maximum number of uses of one anchor; a use inside an anchor counts as often as that anchor is used. */
const maxAliasCount = 1000;

/**
 * Returns the value in a YAML 1.2 or JSON text: null if it is empty, or has comments only.
 * @throws YamlFault
 */
export function parseYaml(text: string): JsonValue {
  return parseYamlWithLines(text).value;
}

/**
 * Parses a text and keeps the line numbers.
 * @throws YamlFault
 */
export function parseYamlWithLines(text: string): ParsedYaml {
  const { LineCounter, parseDocument } = library();
  const counter = new LineCounter();
  const lineAt = (offset: number) => counter.linePos(offset).line;
  // Without these, tags and a line "%YAML 1.1" would allow dates, binary data and merge keys.
  const core = { schema: 'core', merge: false, resolveKnownTags: false, stringKeys: true } as const;
  const document = parseDocument(text, { ...core, lineCounter: counter, prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line, col } = counter.linePos(problem.pos[0]);
    throw new YamlFault(`${problemText(problem)} at line ${line}, column ${col}`);
  }
  const value = jsValue(document, lineAt);
  if (isDeeperThan(value, maxDepth)) {
    throw new YamlFault(`${tooDeep}. Is an alias (*name) inside the part that it names?`);
  }
  return { value, lineOf: (path) => lineOf(document, path, lineAt) };
}

const tooDeep = `more than ${maxDepth} levels of nesting`;

function problemText({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'several documents: leave out the "---"';
  if (code === 'NON_STRING_KEY') return 'a key that is not text';
  return code === 'RESOURCE_EXHAUSTION' ? tooDeep : message;
}

function jsValue(document: Document, lineAt: (offset: number) => number): JsonValue {
  try {
    return document.toJS({ maxAliasCount }) as JsonValue;
  } catch (error) {
    throw error instanceof ReferenceError ? aliasFault(document, lineAt) : error;
  }
}

function aliasFault(document: Document, lineAt: (offset: number) => number): YamlFault {
  let text = `aliases (*name) that stand for more than ${maxAliasCount} copies of a part. Are they inside each other?`;
  library().visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      text = `no anchor before the alias *${alias.source} at line ${lineAt(alias.range?.[0] ?? 0)}`;
    },
  });
  return new YamlFault(text);
}

function lineOf(
  { contents }: Document,
  path: readonly (string | number)[],
  lineAt: (offset: number) => number,
): number | undefined {
  const { isMap, isNode, isScalar, isSeq } = library();
  let line: number | undefined;
  let node: unknown = contents;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const part = isSeq(node) ? node.items[Number(step)] : pair?.key;
    if (!isNode(part) || !part.range) return line;
    line = lineAt(part.range[0]);
    node = pair === undefined ? part : pair.value;
  }
  return line;
}
