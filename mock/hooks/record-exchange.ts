import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonValue } from '../../spec/json.ts';
import { maskTextBody } from '../../spec/masking/mask.ts';
import { containsNoSecrets } from '../../spec/masking/mask-by-key.ts';
import { type Body, jsonTextOf, textOf } from '../../spec/types/exchange.ts';
import type { Context, RequestState } from '../context.ts';
import {
  type ExchangeRecord,
  type NoteBuilder,
  recordedDetails,
  type StoredRecord,
  toExchange,
} from '../store/store.ts';
import { masked, maskName, maskUrl, serializeRequestHeaders, serializeResponseHeaders } from './cached-masks.ts';

/**
 * Records every exchange, secrets and tokens masked, before its response is sent. See
 * docs/decisions/0008-recorded-before-the-response.md.
 */
export function recordExchanges(app: FastifyInstance, context: Context): void {
  const { inFlight, stopping, now } = context;
  // @ts-expect-error Fastify wants the property declared on the prototype; the first hook gives it its value.
  app.decorateRequest('state', null);
  app.addHook('onRequest', (request, _reply, done) => {
    // Fastify builds the options again on each access.
    const { config } = request.routeOptions;
    request.state = initialState(now(), config?.operationId ?? null, config?.isOpen === true || request.is404);
    inFlight.add(request.state);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { state } = request;
    // A kept-alive connection would delay a mock that stops.
    if (stopping.aborted) reply.header('connection', 'close');
    if (state.isRecorded) return done(null, payload);
    record(request, recordedResponseOf(request, reply, payload), context, (error) => {
      if (error === null) done(null, payload);
      else done(error);
    });
  });
  // The owner closes the store after the instance: everything in flight must be recorded by then.
  app.addHook('onClose', async () => {
    while (inFlight.size > 0) await setTimeout(5);
  });
}

/** Returns the initial state of a request. */
function initialState(arrivedAt: Date, operationId: RequestState['operationId'], isOpen: boolean): RequestState {
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

/** Records a request with the service's response, even an unsent one. Takes a callback: another promise costs time. */
export function record(
  request: FastifyRequest,
  answer: RecordedResponse,
  { store, recordedExchanges, inFlight, buildNotes }: Context,
  done: (error: Error | null) => void,
): void {
  const { state } = request;
  // Set even if the write fails: the response about that is not recorded.
  state.isRecorded = true;
  const end = (error: Error | null) => {
    inFlight.delete(state);
    done(error);
  };
  try {
    const exchangeRecord = exchangeRecordOf(request, answer);
    store.record(exchangeRecord).then((seq) => {
      end(null);
      // After the answer: building the notes takes longer than the answer, and the first time far longer.
      if (recordedExchanges.listenerCount('exchange') > 0)
        emitRecorded(recordedExchanges, { seq, ...exchangeRecord }, buildNotes);
    }, end);
  } catch (error) {
    end(error as Error);
  }
}

/** Emits a recorded exchange. An error of a listener must neither lose the record nor change the response. */
function emitRecorded(recorded: Context['recordedExchanges'], record: StoredRecord, noteBuilder: NoteBuilder): void {
  try {
    recorded.emit('exchange', toExchange(record, noteBuilder));
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`receipt-rehearsal: fault in the mock, emitting exchange ${record.seq}: ${where}\n`);
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
  const requested = plainJson === null ? maskBody(requestBody) : null;
  const responded = json === null ? maskBody(body) : null;
  return {
    clientId: clientId === null ? null : maskName(clientId),
    at: arrivedAt.getTime(),
    monotonicMs: Math.round((performance.timeOrigin + startedAt) * 1000) / 1000,
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    operationId,
    method: request.method,
    url: maskUrl(request.originalUrl),
    status,
    details: recordedDetails({
      notes: notes.length === 0 ? notes : masked(notes),
      fault: plannedFault?.fault.kind,
      requestText: textOf(requested),
      responseText: textOf(responded),
    }),
    requestHeaders: serializeRequestHeaders(request.headers),
    responseHeaders: headers,
    requestBody: plainJson ?? jsonTextOf(requested),
    responseBody: json ?? jsonTextOf(responded),
    contractId: plainJson === null ? null : contractId,
    change,
  };
}

function maskBody(body: Body): Body {
  return body === null ? null : masked(maskTextBody(body));
}

/** Returns the response that is about to be sent. */
function recordedResponseOf({ state }: FastifyRequest, reply: FastifyReply, payload: unknown): RecordedResponse {
  const status = reply.statusCode;
  const headers = serializeResponseHeaders(reply.getHeaders());
  if (typeof payload === 'string' && payload !== '') {
    if (containsNoSecrets(payload)) return { status, headers, body: null, json: payload };
    return { status, headers, body: { json: JSON.parse(payload) as JsonValue }, json: null };
  }
  // A response that replaced the list, such as a planned fault's, is shown itself.
  const shown = Buffer.isBuffer(payload) ? state.recordedResponse : null;
  return { status, headers, body: shown === null ? null : { text: shown }, json: null };
}
