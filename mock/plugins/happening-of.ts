import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Body, Exchange } from '../../spec/exchange.ts';
import type { JsonValue } from '../../spec/json.ts';
import { maskTextBody } from '../../spec/mask.ts';
import { holdsNoSecret } from '../../spec/mask-plain.ts';
import type { Happening } from '../store/happening.ts';
import { maskAllHeaders, masked, maskName, maskUrl } from './cached-masks.ts';

/** An answer as it goes on record, its headers masked. `json` is its text where nothing in it is to be masked. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Body;
  json: string | null;
}

/** No answer at all. */
export const unanswered: Answer = { status: 0, headers: {}, body: null, json: null };

export function happeningOf(request: FastifyRequest, { status, headers, body, json }: Answer): Happening {
  const { arrivedAt, startedAt, operationId, clientId, sent, plainJson, judgedBy, change, notes, planned } =
    request.trace;
  const client = clientId === null ? null : maskName(clientId);
  const sentJson = plainJson ?? (sent !== null && 'json' in sent ? JSON.stringify(masked(sent.json)) : null);
  const head: Omit<Exchange, 'seq'> = {
    at: arrivedAt.toISOString(),
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    clientId: client,
    operationId,
    request: {
      method: request.method,
      url: maskUrl(request.originalUrl),
      headers: maskAllHeaders(request.headers),
      body: sentJson === null ? maskBody(sent) : null,
    },
    response: { status, headers, body: json === null ? maskBody(body) : null },
    notes: masked(notes),
    ...(planned !== null && { fault: planned.fault.kind }),
  };
  return {
    clientId: client,
    at: arrivedAt.getTime(),
    head: JSON.stringify(head),
    sent: sentJson,
    answered: json,
    judgedBy: plainJson === null ? null : judgedBy,
    change,
  };
}

function maskBody(body: Body): Body {
  return body === null ? null : masked(maskTextBody(body));
}

/** The answer that is about to leave. */
export function answerOf({ trace }: FastifyRequest, reply: FastifyReply, payload: unknown): Answer {
  const status = reply.statusCode;
  const headers = maskAllHeaders(reply.getHeaders());
  if (typeof payload === 'string' && payload !== '') {
    if (holdsNoSecret(payload)) return { status, headers, body: null, json: payload };
    return { status, headers, body: { json: JSON.parse(payload) as JsonValue }, json: null };
  }
  // An answer in the place of the list, such as a planned fault's, is shown itself.
  const shown = Buffer.isBuffer(payload) ? trace.shownAnswer : null;
  return { status, headers, body: shown === null ? null : { text: shown }, json: null };
}
