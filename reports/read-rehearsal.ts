import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { messageOf } from '../spec/contract/read-document.ts';
import { at, isDeeperThan, type JsonValue } from '../spec/json.ts';
import schema from './rehearsal.schema.json' with { type: 'json' };
import type { Rehearsal } from './rehearsal.ts';
import { repeatedMember } from './repeated-member.ts';
import { escapeLine, truncateText } from './text/escape.ts';

export type ReadRehearsal = { kind: 'ok'; rehearsal: Rehearsal } | { kind: 'problem'; problem: string };

const ajv = new Ajv2020({ allowUnionTypes: true });
formats.default(ajv, ['date-time']);
const currentFormat = schema.properties.format.const;
/** Format 1 had other names for tasks, fixes and self-declarations. */
const olderFormats: ReadonlySet<string> = new Set(['receipt-rehearsal/1']);
const isRehearsal = ajv.compile<Rehearsal>(schema);

/** Reads a `rehearsal.json`. A problem is text for the user: the place and the fix. */
export function readRehearsal(text: string): ReadRehearsal {
  const json = text.replace(/^\ufeff/, '');
  let value: JsonValue;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return notJson(text, messageOf(error));
  }
  const repeated = repeatedMember(json);
  if (repeated !== undefined) {
    const [name, place] = [repeated.at(-1), placeOf(repeated.slice(0, -1))];
    return problem(`At ${place}, ${quoted(name)} is there twice: what the file says depends on its reader.`);
  }
  const format = at(value, 'format');
  if (typeof format === 'string' && format !== currentFormat) {
    return problem(
      `This rehearsal has format ${quoted(format)}, written by ${writerOf(value)}; this version reads ${quoted(currentFormat)}.`,
      olderFormats.has(format)
        ? 'Run the rehearsal again with this version, or use the version that wrote it.'
        : 'Use the version of receipt-rehearsal that wrote it.',
    );
  }
  if (format === undefined) {
    return problem('This is JSON, but not a rehearsal: it has no "format" at the top level.', wrongFile);
  }
  if (isDeeperThan(value, maxDepth)) return problem('This is nested more deeply than any rehearsal.');
  if (isRehearsal(value)) return { kind: 'ok', rehearsal: value };
  const [first] = (isRehearsal.errors ?? []).toSorted(deepestFirst);
  return problem(first === undefined ? 'This is not a rehearsal.' : explained(first, value), fixFor(value));
}

/** The mock records anything nested deeper than a hundred levels as text. Recursion would exhaust the stack. */
const maxDepth = 200;

const wrongFile = 'Use the rehearsal.json of a report folder.';

/** Says what the file is instead: another file of the report, an empty one, or half of one. */
function notJson(text: string, reason: string): ReadRehearsal {
  const start = text.trimStart();
  if (start === '') return problem('This file is empty.', wrongFile);
  if (!start.startsWith('{'))
    return problem(`This is not JSON: it begins with ${quoted(start.slice(0, 40))}.`, wrongFile);
  const isCut = !start.trimEnd().endsWith('}');
  return problem(`This is not JSON: ${truncateText(escapeLine(reason), 200)}.${isCut ? ' The file ends early.' : ''}`);
}

const defaultFix = 'Use the rehearsal.json as `npx receipt-rehearsal run` wrote it; if it was edited, undo the edit.';

/** Names the version that wrote the file: another version may not be able to read it. */
function fixFor(value: JsonValue): string {
  const version = at(value, 'tool', 'version');
  if (typeof version !== 'string') return defaultFix;
  return `${defaultFix} Version ${quoted(version)} of receipt-rehearsal wrote it, and this version may not be able to read it.`;
}

function writerOf(value: JsonValue): string {
  const version = at(value, 'tool', 'version');
  return typeof version === 'string' ? `receipt-rehearsal ${quoted(version)}` : 'an unknown version';
}

function problem(what: string, fix: string = defaultFix): ReadRehearsal {
  return { kind: 'problem', problem: `${what} ${fix}` };
}

/** Sorts the deepest error first: of an `anyOf`, it is in the branch that was meant. */
function deepestFirst(a: ErrorObject, b: ErrorObject): number {
  return b.instancePath.split('/').length - a.instancePath.split('/').length;
}

function explained({ instancePath, keyword, params, message }: ErrorObject, value: JsonValue): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = placeOf(steps);
  if (keyword === 'required') return `At ${place}, ${quoted(params['missingProperty'])} is missing.`;
  if (keyword === 'additionalProperties') {
    return `At ${place}, ${quoted(params['additionalProperty'])} is not a known member.`;
  }
  const allowed = keyword === 'enum' ? `: ${(params['allowedValues'] as JsonValue[]).map(quoted).join(', ')}` : '';
  return `At ${place}, ${quoted(at(value, ...steps))} ${message ?? 'is not allowed'}${allowed}.`;
}

function placeOf(steps: readonly string[]): string {
  return steps.length === 0 ? 'the top level' : truncateText(escapeLine(steps.join('.')), 200);
}

function quoted(value: unknown): string {
  return truncateText(escapeLine(JSON.stringify(value) ?? 'nothing'), 60);
}
