import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Body, Exchange } from '../../spec/exchange.ts';
import type { JsonValue } from '../../spec/json.ts';
import { maskExchange } from '../../spec/mask.ts';
import type { Context } from '../context.ts';

/** Records every exchange, secrets and tokens masked, before its answer is sent: what was answered is on record. */
export function journal(app: FastifyInstance, { store, now, recorded }: Context): void {
  // @ts-expect-error Fastify wants the property declared on the prototype; the hook below gives it its value.
  app.decorateRequest('trace', null);
  app.addHook('onRequest', async (request) => {
    request.trace = { arrivedAt: now(), startedAt: performance.now(), clientId: null, sent: null, notes: [] };
  });
  app.addHook('onSend', async (request, reply, payload) => {
    // A recorded position is not part of the exchange as it happened; `maskExchange` leaves it alone.
    const { seq: _, ...exchange } = maskExchange(toExchange(request, reply, payload), { secrets: [], apiCodes: [] });
    const seq = await store.appendExchange(exchange);
    recorded.emit('exchange', { seq, ...exchange });
    return payload;
  });
}

function toExchange(request: FastifyRequest, reply: FastifyReply, payload: unknown): Exchange {
  const { arrivedAt, startedAt, clientId, sent, notes } = request.trace;
  return {
    seq: 0,
    at: arrivedAt.toISOString(),
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    clientId,
    operationId: request.routeOptions.config?.operationId ?? null,
    request: { method: request.method, url: request.originalUrl, headers: flat(request.headers), body: sent },
    response: { status: reply.statusCode, headers: flat(reply.getHeaders()), body: answered(request, reply, payload) },
    notes,
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
