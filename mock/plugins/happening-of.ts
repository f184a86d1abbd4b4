import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Body } from '../../spec/exchange.ts';
import type { JsonValue } from '../../spec/json.ts';
import { maskTextBody } from '../../spec/mask.ts';
import { holdsNoSecret } from '../../spec/mask-plain.ts';
import type { Happening } from '../store/happening.ts';
import { masked, maskName, writeAnswerHeaders, writeName, writeRequestHeaders, writeUrl } from './written-exchange.ts';

/** An answer as it goes on record. `json` is its text where nothing in it is to be masked. */
export interface Answer {
  status: number;
  headers: string;
  body: Body;
  json: string | null;
}

/** No answer at all. */
export const unanswered: Answer = { status: 0, headers: '{}', body: null, json: null };

export function happeningOf(request: FastifyRequest, { status, headers, body, json }: Answer): Happening {
  const { arrivedAt, startedAt, operationId, clientId, sent, plainJson, judgedBy, change, notes, planned } =
    request.trace;
  const client = clientId === null ? null : maskName(clientId);
  const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  const sentJson = plainJson ?? (sent !== null && 'json' in sent ? JSON.stringify(masked(sent.json)) : null);
  const sentBody = sentJson === null ? writeBody(sent) : 'null';
  const fault = planned === null ? '' : `,"fault":${JSON.stringify(planned.fault.kind)}`;
  // Put together by hand: most of it was written before, and JSON.stringify would do all of it again.
  const head = `{"at":"${arrivedAt.toISOString()}","durationMs":${durationMs},"clientId":${
    client === null ? 'null' : writeName(client)
  },"operationId":${operationId === null ? 'null' : `"${operationId}"`},"request":{"method":"${request.method}","url":${writeUrl(
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

/** The answer that is about to leave. */
export function answerOf({ trace }: FastifyRequest, reply: FastifyReply, payload: unknown): Answer {
  const status = reply.statusCode;
  const headers = writeAnswerHeaders(reply.getHeaders());
  if (typeof payload === 'string' && payload !== '') {
    if (holdsNoSecret(payload)) return { status, headers, body: null, json: payload };
    return { status, headers, body: { json: JSON.parse(payload) as JsonValue }, json: null };
  }
  // An answer in the place of the list, such as a planned fault's, is shown itself.
  const shown = Buffer.isBuffer(payload) ? trace.shownAnswer : null;
  return { status, headers, body: shown === null ? null : { text: shown }, json: null };
}
