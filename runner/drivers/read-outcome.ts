import { type Outcome, outcomeKinds } from '../../spec/brief.ts';
import { at, isObject, type JsonValue } from '../../spec/json.ts';
import { quote } from './quote.ts';

export type OutcomeReading = { kind: 'outcome'; outcome: Outcome } | { kind: 'unreadable'; problem: string };

const example = '{"outcome":"accepted","wasteTrackingId":"26BHUT6U"}';
const exampleWithMessages = '{"outcome":"rejected","messages":["The weight is missing."]}';

/**
 * Reads the outcome from the last line that a product printed. `mask` is laid over whatever is quoted from it.
 * Members that the contract does not know are dropped, so that a product may print more for its own use.
 */
export function readOutcome(text: string, mask: (found: string) => string = (found) => found): OutcomeReading {
  const line = lastLine(text);
  if (line === undefined) {
    return unreadable('Nothing was printed on stdout; its last line should be the outcome', example);
  }
  const found = quote(mask(line));
  const value = parse(line);
  if (!isObject(value)) {
    return unreadable(`The last line of stdout should be the outcome, one JSON object on one line; found ${found}`);
  }
  const outcome = at(value, 'outcome');
  if (!isOutcomeKind(outcome)) {
    return unreadable(`"outcome" should be one of ${outcomeKinds.join(', ')}; found ${found}`);
  }
  const wasteTrackingId = at(value, 'wasteTrackingId') ?? undefined;
  if (!isOptionalString(wasteTrackingId)) {
    return unreadable(`"wasteTrackingId" should be a string, or left out; found ${found}`);
  }
  const messages = at(value, 'messages') ?? undefined;
  if (!isOptionalStrings(messages)) {
    return unreadable(`"messages" should be an array of strings, or left out; found ${found}`, exampleWithMessages);
  }
  return {
    kind: 'outcome',
    outcome: {
      outcome,
      ...(wasteTrackingId !== undefined && { wasteTrackingId }),
      ...(messages !== undefined && { messages }),
    },
  };
}

function unreadable(problem: string, correct = example): OutcomeReading {
  return { kind: 'unreadable', problem: `${problem}. A correct line: ${correct}` };
}

/** A bare carriage return ends a line too: progress displays print them. `trim` also takes a byte order mark away. */
function lastLine(text: string): string | undefined {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}

function parse(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line);
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
