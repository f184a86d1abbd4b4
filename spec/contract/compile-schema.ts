import { createRequire } from 'node:module';
import type { AnySchemaObject, CodeKeywordDefinition, KeywordCxt, Options } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { at, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { maxIssues } from '../types/issue.ts';
import { stringFormats } from './formats.ts';
import { type CodeLists, codeLists } from './reference-data.ts';
import { type CompiledSchema, type Validator, validatorOf } from './schema-violation.ts';

export type { SchemaViolation, Validator } from './schema-violation.ts';

// Loaded when the first schema is compiled: the package includes precompiled validators of its own documents.
const require = createRequire(import.meta.url);
const ajvPackage = () => require('ajv') as typeof import('ajv');

/**
 * Compiles a schema of an OpenAPI document, with its references, to a validator.
 * @throws Error of ajv if the schema is invalid.
 */
export function compile(schema: JsonObject, document: JsonObject, given: SchemaChecks = checks): Validator {
  const inlined = selfContainedSchema(schema, document);
  checkSchema(inlined);
  const compiled = receiptCompiler({ validateSchema: false }, given).compile(inlined) as CompiledSchema;
  return validatorOf(compiled, { hasReferences: hasReferences(inlined) });
}

let schemaChecker: ReturnType<typeof receiptCompiler> | undefined;

/** Throws if the schema is invalid. One compiler checks all: it compiles the schema of schemas, which takes longer than most. */
function checkSchema(schema: AnySchemaObject): void {
  schemaChecker ??= receiptCompiler();
  schemaChecker.validateSchema(schema, true);
}

/** True if some reference could not be inlined, and its target was left among the components. */
function hasReferences({ components, ...placed }: AnySchemaObject): boolean {
  return JSON.stringify(placed).includes('"$ref":');
}

/** Returns the schema with its references inlined, and what could not be inlined as components. */
export function selfContainedSchema(schema: JsonObject, document: JsonObject): AnySchemaObject {
  const components = toJsonSchema(document['components'] ?? {});
  const inlined = inlineReferences(toJsonSchema(schema), { components });
  return { ...(stoppedAtEnough(inlined) as JsonObject), components };
}

/** Creates the compiler of receipts, the same at run time and when the package is built. */
export function receiptCompiler(options: Options = {}, { formats: known, codeLists }: SchemaChecks = checks) {
  const { Ajv, _, Name } = ajvPackage();
  // `verbose` hands each error its schema; `strict: false` lets OpenAPI's annotations pass; `strictNumbers: false`
  // leaves numbers too large for JavaScript to `x-safe-number`; ajv's own messages are not used.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    strictNumbers: false,
    logger: false,
    formats: { ...known },
    ...options,
  });
  // As code, not as functions: a validator that is written to a file can contain nothing else.
  ajv.addKeyword({
    keyword: 'x-code-list',
    schemaType: 'string',
    // Checks any present value, null and wrong types too: the service reports them as not on the list, as well as of a
    // wrong type.
    code(given: KeywordCxt) {
      const codes = codeLists[given.schema];
      if (codes === undefined) throw new Error(`x-code-list: unknown list "${given.schema}"`);
      const code = _`checks.codeLists[${given.schema}]`;
      const list = given.gen.scopeValue('obj', { key: given.schema, ref: codes, code });
      given.fail(_`!${list}.has(${given.data})`);
    },
  });
  ajv.addKeyword({
    keyword: 'x-safe-number',
    type: 'number',
    code: (given: KeywordCxt) => given.fail(_`!(Math.abs(${given.data}) <= ${Number.MAX_SAFE_INTEGER})`),
  });
  ajv.addKeyword({
    keyword: 'x-type',
    schemaType: 'string',
    code(given: KeywordCxt) {
      if (given.schema !== 'text-or-year') throw new Error(`x-type: there is no type "${given.schema}"`);
      const { data } = given;
      const isYear = _`Number.isInteger(${data}) && ${data} >= 1000 && ${data} <= 9999`;
      given.fail(_`typeof ${data} !== "string" && !(${isYear})`);
    },
  });
  ajv.addKeyword({
    keyword: 'x-format',
    type: 'string',
    schemaType: 'string',
    code(given: KeywordCxt) {
      const test = stringFormats[given.schema];
      if (test === undefined) throw new Error(`x-format: there is no format "${given.schema}"`);
      const code = _`checks.formats[${given.schema}]`;
      const passes = given.gen.scopeValue('func', { key: test, ref: test, code });
      given.fail(_`!${passes}(${given.data})`);
    },
  });
  // ajv counts the characters of a text; the service counts UTF-16 units where the contract says so.
  const counted = ajv.getKeyword('maxLength') as CodeKeywordDefinition;
  ajv.removeKeyword('maxLength');
  ajv.addKeyword({
    keyword: 'maxLength',
    type: 'string',
    schemaType: 'number',
    before: 'pattern',
    code(given: KeywordCxt) {
      const { data, schema, parentSchema } = given;
      if (parentSchema['x-length-unit'] === 'utf-16') given.fail(_`${data}.length > ${schema}`);
      else counted.code(given);
    },
  });
  // Before each entry of a list. Not within `anyOf` and similar keywords, where an error is not yet a violation.
  ajv.addKeyword({
    keyword: 'x-enough',
    schemaType: 'boolean',
    code({ gen, it }: KeywordCxt) {
      if (it.compositeRule === true) return;
      gen.if(_`${new Name('errors')} >= ${maxIssues}`, () => {
        gen.assign(_`${it.validateName}.errors`, new Name('vErrors'));
        gen.return(false);
      });
    },
  });
  return ajv;
}

/** Returns the schema with a check at each entry of a list that stops once there are more errors than are reported. */
function stoppedAtEnough(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(stoppedAtEnough);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => {
      const stopped = stoppedAtEnough(part);
      return [key, key === 'items' && isObject(stopped) ? { ...stopped, 'x-enough': true } : stopped];
    }),
  );
}

/** In a document whose schemas refer to each other without end, or nearly so, further references stay. */
const maxInlined = 1000;

/**
 * Returns a schema with its references inlined, so that it compiles to one function. With a function for each
 * reference, every faulty entry of a list copies all errors found before it, and a list of a hundred thousand takes
 * hours. Keywords beside a reference count as well, as they do to the compiler. Circular references stay.
 */
export function inlineReferences(schema: JsonValue, root: JsonObject): JsonValue {
  let count = 0;
  const inline = (part: JsonValue, within: readonly string[]): JsonValue => {
    if (Array.isArray(part)) return part.map((entry) => inline(entry, within));
    if (!isObject(part)) return part;
    const { $ref: reference, ...beside } = part;
    const target = typeof reference === 'string' && !within.includes(reference) ? referred(reference, root) : undefined;
    if (typeof reference !== 'string' || target === undefined || count >= maxInlined) return each(part, within);
    count += 1;
    const inlined = inline(target, [...within, reference]);
    return Object.keys(beside).length === 0 ? inlined : { allOf: [inlined, each(beside, within)] };
  };
  const each = (part: JsonObject, within: readonly string[]): JsonObject =>
    Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inline(value, within)]));
  return inline(schema, []);
}

function referred(reference: string, root: JsonObject): JsonValue | undefined {
  return reference.startsWith('#/') ? at(root, ...reference.slice(2).split('/')) : undefined;
}

/**
 * Converts a schema of OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, boolean `exclusiveMinimum` and
 * `exclusiveMaximum` become bounds, and `example` is removed. Anything else stays.
 */
export function toJsonSchema(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (!isObject(value)) return value;
  const schema: JsonObject = {};
  for (const [key, part] of Object.entries(value)) schema[key] = isNameMap(key) ? mapEach(part) : toJsonSchema(part);
  if ('type' in schema || '$ref' in schema || 'properties' in schema) delete schema['example'];
  if (schema['nullable'] === true && typeof schema['type'] === 'string') schema['type'] = [schema['type'], 'null'];
  if (schema['nullable'] === true && Array.isArray(schema['enum'])) schema['enum'] = [...schema['enum'], null];
  delete schema['nullable'];
  boundExclusively(schema, 'minimum', 'exclusiveMinimum');
  boundExclusively(schema, 'maximum', 'exclusiveMaximum');
  return schema;
}

/**
 * True for keys whose members are names of fields, not keywords: a field called `example` or `nullable` is not a
 * keyword.
 */
function isNameMap(key: string): boolean {
  return key === 'properties' || key === 'schemas';
}

function mapEach(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toJsonSchema(part)]));
}

function boundExclusively(schema: JsonObject, bound: string, exclusive: string): void {
  const flag = schema[exclusive];
  if (typeof flag !== 'boolean') return;
  delete schema[exclusive];
  const limit = schema[bound];
  if (!flag || limit === undefined) return;
  schema[exclusive] = limit;
  delete schema[bound];
}

const { uuid, 'date-time': dateTime, email } = fullFormats;

/** Our own checks that the schemas of receipts refer to: the formats, and the codes of each list. */
export interface SchemaChecks {
  readonly formats: Readonly<Record<string, (typeof fullFormats)[keyof typeof fullFormats]>>;
  readonly codeLists: Readonly<Record<string, ReadonlySet<unknown>>>;
}

/** Returns the checks with the code lists of a date. */
export function checksWith(lists: CodeLists['codeLists']): SchemaChecks {
  return {
    formats: { ...stringFormats, uuid, 'date-time': dateTime, email },
    codeLists: Object.fromEntries(
      Object.entries(lists).map(([name, codes]): [string, ReadonlySet<unknown>] => [name, new Set(codes)]),
    ),
  };
}

/** The checks with the newest code lists. */
const checks = checksWith(codeLists);
