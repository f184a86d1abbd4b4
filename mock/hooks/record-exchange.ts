import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonValue } from '../../spec/json.ts';
import { maskTextBody } from '../../spec/masking/mask.ts';
import { containsNoSecrets } from '../../spec/masking/mask-by-key.ts';
import type { Body, Exchange } from '../../spec/types/exchange.ts';
import type { Context, RequestState } from '../context.ts';
import { type ExchangeRecord, type NoteBuilder, type StoredRecord, toExchange } from '../store/store.ts';
import { masked, maskName, maskUrl, serializeRequestHeaders, serializeResponseHeaders } from './cached-masks.ts';

/** Records every exchange, secrets and tokens masked, before its answer is sent: what was answered is on record. */
export function recordExchanges(app: FastifyInstance, context: Context): void {
  const { inFlight, stopping, now } = context;
  // @ts-expect-error Fastify wants the property declared on the prototype; the first hook gives it its value.
  app.decorateRequest('state', null);
  app.addHook('onRequest', (request, _reply, done) => {
    // Fastify puts the options together anew each time they are asked for.
    const { config } = request.routeOptions;
    request.state = traceFrom(now(), config?.operationId ?? null, config?.isOpen === true || request.is404);
    inFlight.add(request.state);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { state } = request;
    // A connection that is kept alive would hold up a mock that stops.
    if (stopping.aborted) reply.header('connection', 'close');
    if (state.isRecorded) return done(null, payload);
    record(request, recordedResponseOf(request, reply, payload), context, (error) => {
      if (error === null) done(null, payload);
      else done(error);
    });
  });
  // The store is its owner's to close once the instance is: what is in flight must be on record by then.
  app.addHook('onClose', async () => {
    while (inFlight.size > 0) await setTimeout(5);
  });
}

/** What a request is remembered by, from its arrival on. */
function traceFrom(arrivedAt: Date, operationId: RequestState['operationId'], isOpen: boolean): RequestState {
  return {
    slot: 0,
    arrivedAt,
    startedAt: performance.now(),
    operationId,
    isOpen,
    clientId: null,
    requestBody: null,
    plainJson: null,
    contractId: null,
    change: null,
    notes: [],
    plannedFault: null,
    isRecorded: false,
    recordedResponse: null,
  };
}

/** Puts a request on record with what the service answered, or would have. By a callback: another promise costs its time. */
export function record(
  request: FastifyRequest,
  answer: RecordedResponse,
  { store, recordedExchanges, inFlight, buildNotes }: Context,
  done: (error: Error | null) => void,
): void {
  const { state } = request;
  // Whether it can be written or not: an answer about that goes on no record.
  state.isRecorded = true;
  const end = (error: Error | null) => {
    inFlight.delete(state);
    done(error);
  };
  try {
    const exchangeRecord = exchangeRecordOf(request, answer);
    store.record(exchangeRecord).then((seq) => {
      if (recordedExchanges.listenerCount('exchange') > 0)
        tell(recordedExchanges, { seq, ...exchangeRecord }, buildNotes);
      end(null);
    }, end);
  } catch (error) {
    end(error as Error);
  }
}

/** What is on record has happened, whatever becomes of those who listen: theirs is a fault of ours, and no other answer. */
function tell(recorded: Context['recordedExchanges'], kept: StoredRecord, complete: NoteBuilder): void {
  try {
    recorded.emit('exchange', toExchange(kept, complete));
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`receipt-rehearsal: fault in the mock, telling of exchange ${kept.seq}: ${where}\n`);
  }
}

/** A response as it is recorded. `headers` is JSON, masked. `json` is the body's text if nothing in it needs a mask. */
interface RecordedResponse {
  status: number;
  headers: string;
  body: Body;
  json: string | null;
}

/** No answer at all. */
export const noResponse: RecordedResponse = { status: 0, headers: '{}', body: null, json: null };

function exchangeRecordOf(request: FastifyRequest, { status, headers, body, json }: RecordedResponse): ExchangeRecord {
  const {
    arrivedAt,
    startedAt,
    operationId,
    clientId,
    requestBody,
    plainJson,
    contractId,
    change,
    notes,
    plannedFault,
  } = request.state;
  const client = clientId === null ? null : maskName(clientId);
  const sentJson =
    plainJson ?? (requestBody !== null && 'json' in requestBody ? JSON.stringify(masked(requestBody.json)) : null);
  const head: Omit<Exchange, 'seq'> = {
    at: arrivedAt.toISOString(),
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    clientId: client,
    operationId,
    request: {
      method: request.method,
      url: maskUrl(request.originalUrl),
      headers: {},
      body: sentJson === null ? maskBody(requestBody) : null,
    },
    response: { status, headers: {}, body: json === null ? maskBody(body) : null },
    notes: masked(notes),
    ...(plannedFault !== null && { fault: plannedFault.fault.kind }),
  };
  return {
    clientId: client,
    at: arrivedAt.getTime(),
    envelope: JSON.stringify(head),
    requestHeaders: serializeRequestHeaders(request.headers),
    responseHeaders: headers,
    requestBody: sentJson,
    responseBody: json,
    contractId: plainJson === null ? null : contractId,
    change,
  };
}

function maskBody(body: Body): Body {
  return body === null ? null : masked(maskTextBody(body));
}

/** The answer that is about to leave. */
function recordedResponseOf({ state }: FastifyRequest, reply: FastifyReply, payload: unknown): RecordedResponse {
  const status = reply.statusCode;
  const headers = serializeResponseHeaders(reply.getHeaders());
  if (typeof payload === 'string' && payload !== '') {
    if (containsNoSecrets(payload)) return { status, headers, body: null, json: payload };
    return { status, headers, body: { json: JSON.parse(payload) as JsonValue }, json: null };
  }
  // An answer in the place of the list, such as a planned fault's, is shown itself.
  const shown = Buffer.isBuffer(payload) ? state.recordedResponse : null;
  return { status, headers, body: shown === null ? null : { text: shown }, json: null };
}
