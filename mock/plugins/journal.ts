import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Body, Exchange } from '../../spec/exchange.ts';
import { maskTextBody } from '../../spec/mask.ts';
import { holdsNoSecret } from '../../spec/mask-plain.ts';
import type { Context, Trace } from '../context.ts';
import { type Happening, toExchange } from '../store/happening.ts';
import { masked, maskName, writeHeaders, writeRequestHeaders, writeUrl } from './written-exchange.ts';

/** Records every exchange, secrets and tokens masked, before its answer is sent: what was answered is on record. */
export function journal(app: FastifyInstance, context: Context): void {
  const { now, underWay, stopping } = context;
  // @ts-expect-error Fastify wants the property declared on the prototype; the hook below gives it its value.
  app.decorateRequest('trace', null);
  app.addHook('onRequest', (request, _reply, done) => {
    // Fastify puts the options together anew each time they are asked for.
    const { config } = request.routeOptions;
    request.trace = traceFrom(now(), config?.operationId ?? null, config?.isOpen === true || request.is404);
    underWay.add(request.trace);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { trace } = request;
    // A connection that is kept alive would hold up a mock that stops.
    if (stopping.aborted) reply.header('connection', 'close');
    if (trace.isOnRecord) return done(null, payload);
    record(request, answerOf(request, reply, payload), context).then(
      () => done(null, payload),
      (error: Error) => done(error),
    );
  });
  // The store is its owner's to close once the instance is: what is under way must be on record by then.
  app.addHook('onClose', async () => {
    while (underWay.size > 0) await setTimeout(5);
  });
}

function traceFrom(arrivedAt: Date, operationId: Trace['operationId'], isOpen: boolean): Trace {
  return {
    arrivedAt,
    startedAt: performance.now(),
    operationId,
    isOpen,
    clientId: null,
    sent: null,
    plainJson: null,
    judgedBy: null,
    change: null,
    notes: [],
    planned: null,
    isOnRecord: false,
    place: 0,
    shownAnswer: null,
  };
}

/** An answer as it goes on record. `json` is its text where nothing in it is to be masked. */
interface Answer {
  status: number;
  headers: string;
  body: Body;
  json: string | null;
}

/** No answer at all. */
export const unanswered: Answer = { status: 0, headers: '{}', body: null, json: null };

/** Puts a request on record with what the service answered, or would have. */
export async function record(
  request: FastifyRequest,
  answer: Answer,
  { store, recorded, underWay, complete }: Context,
): Promise<void> {
  const { trace } = request;
  // Whether it can be written or not: an answer about that goes on no record.
  trace.isOnRecord = true;
  try {
    const happening = happeningOf(request, answer);
    const seq = await store.record(happening);
    if (recorded.listenerCount('exchange') > 0) tell(recorded, toExchange({ seq, ...happening }, complete));
  } finally {
    underWay.delete(trace);
  }
}

/** What is on record has happened, whatever becomes of those who listen: theirs is a fault of ours, and no other answer. */
function tell(recorded: Context['recorded'], exchange: Exchange): void {
  try {
    recorded.emit('exchange', exchange);
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`receipt-rehearsal: fault in the mock, telling of exchange ${exchange.seq}: ${where}\n`);
  }
}

/** True while a request of the client is under way. */
export function isUnderWay(clientId: string, underWay: Context['underWay']): boolean {
  return underWay.some((trace) => trace.clientId === clientId);
}

function happeningOf(request: FastifyRequest, { status, headers, body, json }: Answer): Happening {
  const { arrivedAt, startedAt, operationId, clientId, sent, plainJson, judgedBy, change, notes, planned } =
    request.trace;
  const client = clientId === null ? null : maskName(clientId);
  const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  const sentJson = plainJson ?? (sent !== null && 'json' in sent ? JSON.stringify(masked(sent.json)) : null);
  const sentBody = sentJson === null ? writeBody(sent) : 'null';
  const fault = planned === null ? '' : `,"fault":${JSON.stringify(planned.fault.kind)}`;
  // Put together by hand: most of it was written before, and JSON.stringify would do all of it again.
  const head = `{"at":"${arrivedAt.toISOString()}","durationMs":${durationMs},"clientId":${JSON.stringify(
    client,
  )},"operationId":${operationId === null ? 'null' : `"${operationId}"`},"request":{"method":"${request.method}","url":${writeUrl(
    request.originalUrl,
  )},"headers":${writeRequestHeaders(request.raw.rawHeaders, request.headers)},"body":${sentBody}},"response":{"status":${status},"headers":${headers},"body":${
    json === null ? writeBody(body) : 'null'
  }},"notes":${notes.length === 0 ? '[]' : JSON.stringify(masked(notes))}${fault}}`;
  return {
    clientId: client,
    at: arrivedAt.getTime(),
    head,
    sent: sentJson,
    answered: json,
    judgedBy: plainJson === null ? null : judgedBy,
    change,
  };
}

function writeBody(body: Body): string {
  return body === null ? 'null' : JSON.stringify(masked(maskTextBody(body)));
}

function answerOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): Answer {
  const answer = { status: reply.statusCode, headers: writeHeaders(reply.getHeaders()), body: null, json: null };
  const { shownAnswer } = request.trace;
  // An answer in the place of the list, such as a planned fault's, is shown itself.
  if (Buffer.isBuffer(payload) && shownAnswer !== null) return { ...answer, body: { text: shownAnswer } };
  if (typeof payload !== 'string' || payload === '') return answer;
  if (holdsNoSecret(payload)) return { ...answer, json: payload };
  return { ...answer, body: { json: JSON.parse(payload) as Exchange['response']['body'] } as Body };
}
