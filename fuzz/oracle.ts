import { Ajv, type ValidateFunction } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import { type Attack, requestLine } from './attack.ts';
import { type Documented, documented } from './documented.ts';
import { documentedControl } from './documented-control.ts';
import type { Answer } from './read-answers.ts';
import type { Outcome } from './wire.ts';

/** A behaviour that must not occur. */
export interface Finding {
  kind:
    | 'crash'
    | 'hang'
    | 'no-answer'
    | 'undocumented'
    | 'fault-in-the-mock'
    | 'pollution'
    | 'journal'
    | 'reader'
    | 'memory'
    | 'growth';
  text: string;
}

/**
 * The largest body that the service reads: for a larger one the connection may be closed before its response is read.
 */
const bodyLimit = 1_048_576;

const ajv = new Ajv({ strict: false, logger: false });
addFormats.default(ajv);
const withCheck = (each: Documented) => ({ ...each, isShaped: compiled(each) });
const ofService = documented.map(withCheck);
const all = [...ofService, ...documentedControl().map(withCheck)];

function compiled({ shape }: Documented): (answer: Answer) => boolean {
  if (shape === null) return ({ body }) => body === '';
  if (shape === 'page') return ({ headers }) => headers['content-type'] === 'text/html; charset=utf-8';
  let validate: ValidateFunction | undefined;
  return ({ headers, body }) => {
    if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return false;
    validate ??= ajv.compile(shape);
    return validate(parsed(body));
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Returns what is wrong with the outcome of a request; undefined if nothing is. */
export function checkOutcome(attack: Attack, outcome: Outcome): Finding | undefined {
  const { kind, answers, left } = outcome;
  if (kind === 'silent')
    return { kind: 'hang', text: `${attack.name}: neither a response nor the end of the connection` };
  if (attack.isAlone) return firstFinding(answers.map((answer) => checkAnswer(undefined, answer)));
  const request = operationOf(attack.text);
  const isStream = request.startsWith('GET /_rehearsal/events');
  if (answers.length === 0 && (isStream || attack.text.length > bodyLimit)) return undefined;
  if (answers.length === 0)
    return { kind: 'no-answer', text: `${attack.name}: the connection ended without a response, ${left} bytes` };
  if (answers.length > 1)
    return { kind: 'undocumented', text: `${attack.name}: ${answers.length} responses to one request` };
  return firstFinding(answers.map((answer) => checkAnswer(request, answer)));
}

function firstFinding(findings: readonly (Finding | undefined)[]): Finding | undefined {
  return findings.find((finding) => finding !== undefined);
}

/**
 * Checks a response against the contract. Any response of the service is accepted if `request` is undefined, because
 * the request of the response is unknown.
 */
function checkAnswer(request: string | undefined, answer: Answer): Finding | undefined {
  const isHead = request?.startsWith('HEAD ') === true;
  const asked = isHead ? request.replace('HEAD', 'GET') : request;
  const fits = (asked === undefined ? ofService : all).some(
    ({ on, status, isShaped }) =>
      status === answer.status && (asked === undefined || on.test(asked)) && (isHead || isShaped(answer)),
  );
  if (fits) return undefined;
  return {
    kind: 'undocumented',
    text: `${request ?? 'a broken request'} → ${answer.status} ${answer.body.slice(0, 300)}`,
  };
}

/** Returns `METHOD path` as the routes see it: without the query, escapes decoded. */
export function operationOf(text: string): string {
  const { method, path } = requestLine(text);
  // A request may have a full URL, as sent to a proxy.
  const plain = path.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
  try {
    return `${method} ${decodeURIComponent(plain)}`;
  } catch {
    return `${method} ${plain}`;
  }
}

/** True for a response of the service, false for one of the HTTP server below it, which no route has seen. */
export function isOfService({ headers }: Answer): boolean {
  return headers['x-download-options'] !== undefined;
}
