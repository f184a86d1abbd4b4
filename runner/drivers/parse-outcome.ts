import { at, isObject, type JsonValue } from '../../spec/json.ts';
import { type Outcome, outcomeKinds, type Task } from '../../spec/types/brief.ts';
import type { DriverResult } from './driver.ts';
import { quote } from './quote-output.ts';

type Answered = Exclude<DriverResult, { kind: 'driver-error' }>;
export type ParsedOutcome = Answered | { kind: 'unreadable'; problem: string };

/** Names the source of a text at the start of a sentence ("The response body"), and masks quotes from it. */
export interface OutputSource {
  place: string;
  mask?: (found: string) => string;
}

/** What is wrong, with the part of the text if it is not the whole. */
interface Wrong {
  wrong: string;
  part?: JsonValue;
}

/**
 * Parses the product's answer to a task: an outcome, or `{"results": [outcome, …]}` for several receipts. Drops unknown
 * members, which a product may add for its own use.
 */
export function parseOutcome(
  text: string,
  task: Task,
  { place, mask = (found) => found }: OutputSource,
): ParsedOutcome {
  const value = parse(text);
  const read = task.action === 'submit-all' ? readAll(value, task.movements.length, place) : readAlone(value, place);
  if (!('wrong' in read)) return read;
  const found = read.part === undefined ? text.trim() : JSON.stringify(read.part);
  return { kind: 'unreadable', problem: `${read.wrong}; found ${quote(mask(found))}. ${exampleAnswer(task)}` };
}

/** Returns an example of a correct answer. */
export function exampleAnswer(task: Task): string {
  const one = '{"outcome":"accepted","wasteTrackingId":"26BHUT6U","messages":["Recorded."]}';
  const other = '{"outcome":"rejected","messages":["The weight is missing."]}';
  if (task.action === 'submit-all') return `Example for two receipts: {"results":[${one},${other}]}`;
  return `Example: ${one}`;
}

function readAlone(value: JsonValue | undefined, place: string): Answered | Wrong {
  if (!isObject(value)) return { wrong: `${place} should be the outcome, one JSON object on one line` };
  const read = readOne(value, '');
  return 'wrong' in read ? { wrong: read.wrong } : { kind: 'outcome', outcome: read };
}

function readAll(value: JsonValue | undefined, receipts: number, place: string): Answered | Wrong {
  const results = at(value, 'results');
  const expected = `"results", a list with one outcome for each receipt, ${receipts} in all, in the same order`;
  if (!Array.isArray(results)) {
    return { wrong: `${place} should be one JSON object on one line with ${expected}` };
  }
  if (results.length !== receipts) return { wrong: `${place} should have ${expected}; there are ${results.length}` };
  const outcomes: Outcome[] = [];
  for (const [index, result] of results.entries()) {
    const read = readOne(result, `results[${index}]`);
    if ('wrong' in read) return { ...read, part: result };
    outcomes.push(read);
  }
  return { kind: 'outcomes', outcomes };
}

/** Reads one outcome. `within` is the path of the value in the answer; empty for the answer itself. */
function readOne(value: JsonValue, within: string): Outcome | Wrong {
  const name = (member: string) => `"${within === '' ? member : `${within}.${member}`}"`;
  if (!isObject(value)) return { wrong: `"${within}" should be an outcome, one JSON object` };
  const outcome = at(value, 'outcome');
  if (!isOutcomeKind(outcome)) return { wrong: `${name('outcome')} should be one of ${outcomeKinds.join(', ')}` };
  const wasteTrackingId = at(value, 'wasteTrackingId') ?? undefined;
  if (!isOptionalString(wasteTrackingId)) {
    return { wrong: `${name('wasteTrackingId')} should be a string or absent` };
  }
  const messages = at(value, 'messages') ?? undefined;
  if (!isOptionalStrings(messages)) {
    return { wrong: `${name('messages')} should be an array of strings or absent` };
  }
  return {
    outcome,
    ...(wasteTrackingId !== undefined && { wasteTrackingId }),
    ...(messages !== undefined && { messages }),
  };
}

function parse(text: string): JsonValue | undefined {
  try {
    // Some tools write a byte order mark, which is not part of JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isOutcomeKind(value: JsonValue | undefined): value is Outcome['outcome'] {
  return outcomeKinds.some((kind) => kind === value);
}

function isOptionalString(value: JsonValue | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isOptionalStrings(value: JsonValue | undefined): value is string[] | undefined {
  return value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
