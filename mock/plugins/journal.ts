import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Body, Exchange } from '../../spec/exchange.ts';
import type { JsonValue } from '../../spec/json.ts';
import { maskExchange } from '../../spec/mask.ts';
import type { Context, Trace } from '../context.ts';

/** Records every exchange, secrets and tokens masked, before its answer is sent: what was answered is on record. */
export function journal(app: FastifyInstance, context: Context): void {
  const { now, underWay } = context;
  // @ts-expect-error Fastify wants the property declared on the prototype; the hook below gives it its value.
  app.decorateRequest('trace', null);
  app.addHook('onRequest', async (request) => {
    const [arrivedAt, startedAt] = [now(), performance.now()];
    request.trace = { arrivedAt, startedAt, clientId: null, sent: null, notes: [], planned: null };
    underWay.add(request.trace);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const headers = flat(reply.getHeaders());
    await record(request, { status: reply.statusCode, headers, body: answered(request, reply, payload) }, context);
    return payload;
  });
  // The store is its owner's to close once the instance is: what is under way must be on record by then.
  app.addHook('onClose', async () => {
    while (underWay.size > 0) await setTimeout(5);
  });
}

/** No answer at all. */
export const unanswered: Exchange['response'] = { status: 0, headers: {}, body: null };

/** Puts a request on record with what the service answered, or would have. */
export async function record(
  request: FastifyRequest,
  response: Exchange['response'],
  { store, recorded, underWay }: Context,
): Promise<void> {
  try {
    // A recorded position is not part of the exchange as it happened; `maskExchange` leaves it alone.
    const known = { secrets: [], apiCodes: [] };
    const { seq: _, ...exchange } = maskExchange(toExchange(request, response), known);
    const seq = await store.appendExchange(exchange);
    recorded.emit('exchange', { seq, ...exchange });
  } finally {
    underWay.delete(request.trace);
  }
}

/** True while a request of the client is under way. */
export function isUnderWay(clientId: string, underWay: ReadonlySet<Trace>): boolean {
  return [...underWay].some((trace) => trace.clientId === clientId);
}

function toExchange(request: FastifyRequest, response: Exchange['response']): Exchange {
  const { arrivedAt, startedAt, clientId, sent, notes, planned } = request.trace;
  return {
    seq: 0,
    at: arrivedAt.toISOString(),
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    clientId,
    operationId: request.routeOptions.config?.operationId ?? null,
    request: { method: request.method, url: request.originalUrl, headers: flat(request.headers), body: sent },
    response,
    notes,
    ...(planned === null ? {} : { fault: planned.fault.kind }),
  };
}

function flat(headers: Record<string, string | string[] | number | undefined>): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}

/** The five lists are long and known: the journal says only how long the answer was. */
function answered(request: FastifyRequest, reply: FastifyReply, payload: unknown): Body {
  if (typeof payload !== 'string' || payload === '') return null;
  if (request.routeOptions.config?.operationId?.startsWith('list') === true && reply.statusCode === 200) {
    return { text: `(${payload.length} characters, the list in spec/reference-data)` };
  }
  return { json: JSON.parse(payload) as JsonValue };
}
