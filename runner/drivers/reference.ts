import { setTimeout as delay } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { at, type JsonValue } from '../../spec/json.ts';
import type { Brief, Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { type Driver, type DriverKind, type DriverOptions, maxTimerMs } from './driver.ts';
import { type ClientOptions, type ClientResponse, call, type Tokens } from './reference-client.ts';

export interface ReferenceOptions extends DriverOptions {
  /** Sends the requests; a test can observe them or replace the responses. */
  dispatcher?: Dispatcher;
}

/** Interval between the receipts of a backlog, in milliseconds: below the limit of 200 a second. */
const paceMs = 5.5;

/**
 * Creates the built-in client of the service, for testing the harness and the mock. It uses no proxy of the
 * environment.
 */
export function referenceDriver({ timeoutMs, dispatcher: given }: ReferenceOptions): Driver {
  const own = given === undefined ? new Agent() : undefined;
  const dispatcher = given ?? own;
  const tokens: Tokens = new Map();
  return {
    async drive(brief) {
      const signal = AbortSignal.timeout(Math.min(timeoutMs, maxTimerMs));
      const options: ClientOptions = { connection: brief.connection, signal, dispatcher, tokens };
      if (brief.action === 'submit-all') {
        return { kind: 'outcomes', outcomes: await submitAll(brief.movements, options) };
      }
      return { kind: 'outcome', outcome: await act(brief, options) };
    },
    close: async () => own?.destroy(),
  };
}

async function act(brief: Exclude<Brief, { action: 'submit-all' }>, options: ClientOptions): Promise<Outcome> {
  if (brief.action === 'submit') return submit(brief.movement, options);
  const path = `/movements/${encodeURIComponent(brief.wasteTrackingId)}/receive`;
  return outcomeOf(await call('PUT', path, asJson(brief.movement), options), brief.wasteTrackingId);
}

async function submit(movement: Movement, options: ClientOptions): Promise<Outcome> {
  return outcomeOf(await call('POST', '/movements/receive', asJson(movement), options), undefined);
}

async function submitAll(movements: readonly Movement[], options: ClientOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const startedAt = performance.now();
  for (const movement of movements) {
    const early = startedAt + outcomes.length * paceMs - performance.now();
    if (early > 1) await delay(early);
    outcomes.push(await submit(movement, options));
  }
  return outcomes;
}

/**
 * Returns the outcome of a response. `known` is the tracking id of a corrected receipt, which the response to a
 * correction does not name.
 */
function outcomeOf(answer: ClientResponse, known: string | undefined): Outcome {
  // The receipt may have been stored: sending it again could record it twice.
  if (answer.kind === 'none') return failed(`No answer to the receipt: ${answer.problem}`);
  const { status, json } = answer;
  if (status === 400 && at(json, 'validation') !== undefined) {
    return { outcome: 'rejected', messages: messagesAt(json, 'errors') };
  }
  if (status === 400) return failed(`No token: the token endpoint answered 400 ${textAt(json, 'error') ?? ''}`.trim());
  if (status !== 200 && status !== 201) {
    return failed(`The service answered ${status}: ${textAt(json, 'message') ?? 'no message'}`);
  }
  const wasteTrackingId = known ?? textAt(json, 'wasteTrackingId');
  if (wasteTrackingId === undefined) return failed(`The service answered ${status} without a waste tracking id`);
  return { outcome: 'accepted', wasteTrackingId, messages: messagesAt(json, 'warnings') };
}

function failed(message: string): Outcome {
  return { outcome: 'failed', messages: [message] };
}

function messagesAt(json: JsonValue | undefined, kind: 'errors' | 'warnings'): string[] {
  const issues = at(json, 'validation', kind);
  if (!Array.isArray(issues)) return [];
  return issues.flatMap((issue) => textAt(issue, 'message') ?? []);
}

function textAt(json: JsonValue | undefined, key: string): string | undefined {
  const value = at(json, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the movement as JSON: an interface type has no index signature. */
function asJson(movement: Movement): JsonValue {
  return movement as unknown as JsonValue;
}

export const reference: DriverKind = {
  form: 'reference',
  text: 'uses the built-in client: it shows what a report looks like, but nothing about your software',
  example: 'reference',
  make: (_none, options) => referenceDriver(options),
};
