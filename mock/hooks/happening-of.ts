import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JsonValue } from '../../spec/json.ts';
import { maskTextBody } from '../../spec/masking/mask.ts';
import { containsNoSecrets } from '../../spec/masking/mask-plain.ts';
import type { Body, Exchange } from '../../spec/types/exchange.ts';
import { maskAllHeaders, masked, maskName, maskUrl } from '../plugins/cached-masks.ts';
import type { ExchangeRecord } from '../store/happening.ts';

/** An answer as it goes on record, its headers masked. `json` is its text where nothing in it is to be masked. */
export interface RecordedResponse {
  status: number;
  headers: Record<string, string>;
  body: Body;
  json: string | null;
}

/** No answer at all. */
export const noResponse: RecordedResponse = { status: 0, headers: {}, body: null, json: null };

export function exchangeRecordOf(
  request: FastifyRequest,
  { status, headers, body, json }: RecordedResponse,
): ExchangeRecord {
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
      headers: maskAllHeaders(request.headers),
      body: sentJson === null ? maskBody(requestBody) : null,
    },
    response: { status, headers, body: json === null ? maskBody(body) : null },
    notes: masked(notes),
    ...(plannedFault !== null && { fault: plannedFault.fault.kind }),
  };
  return {
    clientId: client,
    at: arrivedAt.getTime(),
    envelope: JSON.stringify(head),
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
export function recordedResponseOf({ state }: FastifyRequest, reply: FastifyReply, payload: unknown): RecordedResponse {
  const status = reply.statusCode;
  const headers = maskAllHeaders(reply.getHeaders());
  if (typeof payload === 'string' && payload !== '') {
    if (containsNoSecrets(payload)) return { status, headers, body: null, json: payload };
    return { status, headers, body: { json: JSON.parse(payload) as JsonValue }, json: null };
  }
  // An answer in the place of the list, such as a planned fault's, is shown itself.
  const shown = Buffer.isBuffer(payload) ? state.recordedResponse : null;
  return { status, headers, body: shown === null ? null : { text: shown }, json: null };
}
