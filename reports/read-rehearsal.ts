import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { messageOf } from '../spec/contract/read-document.ts';
import { at, isDeeperThan, type JsonValue } from '../spec/json.ts';
import schema from './rehearsal.schema.json' with { type: 'json' };
import type { Rehearsal } from './rehearsal.ts';
import { escapeLine, truncateText } from './text/escape.ts';

export type ReadRehearsal = { kind: 'ok'; rehearsal: Rehearsal } | { kind: 'problem'; problem: string };

const ajv = new Ajv2020({ allowUnionTypes: true });
formats.default(ajv, ['date-time']);
const isRehearsal = ajv.compile<Rehearsal>(schema);

/** Reads a `rehearsal.json`. What is wrong with it comes back as text for the person who gave it: where, and the mend. */
export function readRehearsal(text: string): ReadRehearsal {
  let value: JsonValue;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return problem(`This is not JSON: ${truncateText(escapeLine(messageOf(error)), 200)}. Is it whole?`);
  }
  const format = at(value, 'format');
  if (typeof format === 'string' && format !== schema.properties.format.const) {
    return problem(
      `This is a rehearsal of format ${quoted(format)}; this version reads ${quoted(schema.properties.format.const)}.`,
      'Use the version of receipt-rehearsal that wrote it: see tool.version in the file.',
    );
  }
  if (isDeeperThan(value, maxDepth)) return problem('This is nested more deeply than any rehearsal.');
  if (isRehearsal(value)) return { kind: 'ok', rehearsal: value };
  const [first] = (isRehearsal.errors ?? []).toSorted(deepestFirst);
  return problem(first === undefined ? 'This is not a rehearsal.' : explained(first, value), mendFor(value));
}

/** The mock records what is nested a hundred deep as text. What walks through a value would run out of stack. */
const maxDepth = 200;

const defaultMend = 'Give the rehearsal.json as `rehearse run` wrote it; if it was edited, undo the edit.';

/** Another version may have written what this one cannot read. */
function mendFor(value: JsonValue): string {
  const version = at(value, 'tool', 'version');
  if (typeof version !== 'string') return defaultMend;
  return `${defaultMend} It says that version ${quoted(version)} of the tool wrote it: another version may not read it.`;
}

function problem(what: string, fix: string = defaultMend): ReadRehearsal {
  return { kind: 'problem', problem: `${what} ${fix}` };
}

/** Of the branches of an `anyOf`, the error furthest down is the one in the branch that was meant. */
function deepestFirst(a: ErrorObject, b: ErrorObject): number {
  return b.instancePath.split('/').length - a.instancePath.split('/').length;
}

function explained({ instancePath, keyword, params, message }: ErrorObject, value: JsonValue): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = steps.length === 0 ? 'the top level' : escapeLine(steps.join('.'));
  if (keyword === 'required') return `At ${place}, ${quoted(params['missingProperty'])} is missing.`;
  if (keyword === 'additionalProperties') {
    return `At ${place} stands ${quoted(params['additionalProperty'])}, which no rehearsal has.`;
  }
  const allowed = keyword === 'enum' ? `: ${(params['allowedValues'] as JsonValue[]).map(quoted).join(', ')}` : '';
  return `At ${place} stands ${quoted(at(value, ...steps))}, which ${message ?? 'is not allowed'}${allowed}.`;
}

function quoted(value: unknown): string {
  return truncateText(escapeLine(JSON.stringify(value) ?? 'nothing'), 60);
}
