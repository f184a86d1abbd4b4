import { constructFromEvents, EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from 'js-yaml';
import { isLargerThan } from '../../spec/is-larger-than.ts';
import type { JsonValue } from '../../spec/json.ts';
import { messageOf } from '../../spec/read-document.ts';

/** A value with the lines that its parts stand on. */
export interface LinedValue {
  value: JsonValue;
  /** The line of a part, or of the nearest part around it that has one. Undefined for the whole. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

export type ReadYaml = { kind: 'read'; document: LinedValue } | { kind: 'unreadable'; problem: string };

/** Many times what there is to configure. */
const mostParts = 2000;

/** Reads one YAML document. A text with nothing in it, or with comments only, is null. */
export function readYaml(source: string): ReadYaml {
  try {
    const events = parseEvents(source, {});
    const [value = null, ...more] = constructFromEvents(events, { source }) as JsonValue[];
    if (more.length > 0)
      return { kind: 'unreadable', problem: 'it holds several documents; leave out the lines "---"' };
    if (isLargerThan(mostParts, value)) {
      return {
        kind: 'unreadable',
        problem: `it holds more than ${mostParts} values. Do its aliases (*name) stand inside each other?`,
      };
    }
    const lines = linesOf(events, source);
    return { kind: 'read', document: { value, lineOf: (path) => nearest(lines, path) } };
  } catch (error) {
    return { kind: 'unreadable', problem: `it is no YAML: ${faultOf(error)}` };
  }
}

/** Without the excerpt that the reader puts behind its message: a configuration may be private. */
function faultOf(error: unknown): string {
  if (!(error instanceof YAMLException) || error.mark === undefined) return messageOf(error);
  return `${error.reason} at line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
}

type Lines = Map<string, number>;

function nearest(lines: Lines, path: readonly (string | number)[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(keyOf(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return undefined;
}

function keyOf(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map(String));
}

/** The parser tells what it meets in the order of the text: a key before its value, and the end of what has parts. */
function linesOf(events: readonly Event[], source: string): Lines {
  const lines: Lines = new Map();
  const left = events.values();
  const next = () => left.next().value;
  const note = (path: readonly string[], offset: number) => {
    lines.set(keyOf(path), source.slice(0, offset).split('\n').length);
  };
  const visit = (event: Event, path: readonly string[]): void => {
    if (event.type === EVENT_ID.MAPPING) {
      for (let key = next(); key !== undefined && key.type !== EVENT_ID.POP; key = next()) {
        const name = key.type === EVENT_ID.SCALAR ? getScalarValue(source, key) : '';
        const inside = [...path, name];
        if (key.type === EVENT_ID.SCALAR) note(inside, key.valueStart);
        else visit(key, inside);
        const value = next();
        if (value !== undefined) visit(value, inside);
      }
    } else if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.DOCUMENT) {
      let index = 0;
      for (let item = next(); item !== undefined && item.type !== EVENT_ID.POP; item = next()) {
        const inside = event.type === EVENT_ID.DOCUMENT ? path : [...path, String(index)];
        const start = startOf(item);
        if (start !== undefined && inside.length > 0) note(inside, start);
        visit(item, inside);
        index += 1;
      }
    }
  };
  for (let event = next(); event !== undefined; event = next()) visit(event, []);
  return lines;
}

function startOf(event: Event): number | undefined {
  if ('valueStart' in event) return event.valueStart;
  return 'start' in event ? event.start : undefined;
}
