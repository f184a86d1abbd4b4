import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Issue } from '../../spec/types/issue.ts';
import type { Context } from '../context.ts';
import { ruleOnOtherDates } from '../explain/other-dates.ts';
import { defectNote } from '../explain/receipt-notes.ts';
import { toIssue } from '../rules/located-issue.ts';
import { StoreUnavailable } from '../store/store.ts';

/** The largest body that the service accepts, in bytes. Source: validation-2026-07. */
export const bodyLimit = 1_048_576;

/** A request whose body, path or header cannot be read. The message is the service's. */
export class UnreadableRequest extends Error {
  override name = 'UnreadableRequest';
  /** The id of the defect that made the service respond with 500 instead, while it had that defect. */
  readonly defect: string;

  constructor(defect: string, message: string) {
    super(message);
    this.defect = defect;
  }
}

/** Responds to unknown routes and wrong methods (404, never 405), and to errors in hooks and handlers. */
export function registerErrorHandlers(app: FastifyInstance, { contract }: Context): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 404));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof UnreadableRequest || error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
      // Without a route, and for a preflight, the service does not look at the body.
      if (request.is404 || request.method === 'OPTIONS') return sendProblem(reply, 404);
      if (request.state.operationId === 'issueToken') return reply.code(400).send({ error: 'invalid_request' });
    }
    if (error instanceof UnreadableRequest) {
      const onOtherDates = ruleOnOtherDates(error.defect, contract);
      if (!contract.rules.has(error.defect)) {
        request.state.notes.push(...onOtherDates);
        return sendErrors(reply, [unreadable(error.message)]);
      }
      request.state.notes.push(defectNote(error.defect), ...onOtherDates);
      return sendProblem(reply, 500, 'An internal server error occurred');
    }
    if (error instanceof StoreUnavailable) {
      process.stderr.write(
        `receipt-rehearsal: the data cannot be used at the moment, the response is 503: ${error.message}\n`,
      );
      return sendProblem(reply, 503);
    }
    switch (error.code) {
      case 'FST_ERR_CTP_BODY_TOO_LARGE':
        if (request.is404) return sendProblem(reply, 404);
        return sendProblem(reply, 413, `Payload content length greater than maximum allowed: ${bodyLimit}`);
      case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
        return sendProblem(reply, 415);
      case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE':
        // Fastify requires the header for QUERY, a method that no route of the service has.
        return sendProblem(reply, 404);
      case 'ECONNRESET':
        // The client disconnected in the middle of its body: it gets no response, and only the journal keeps one.
        request.state.notes.push({ kind: 'explanation', text: brokenOff, source: 'assumption' });
        return sendProblem(reply, 400);
      default:
        // A fault of the mock, not the service's: the caller gets the service's plain 500, the terminal gets the
        // details.
        process.stderr.write(`receipt-rehearsal: fault in the mock: ${error.stack ?? error.message}\n`);
        return sendProblem(reply, 500, 'An internal server error occurred');
    }
  });
}

const brokenOff = 'The client closed the connection before its request was complete.';

function unreadable(message: string): Issue {
  return { key: 'payload', errorType: 'InvalidFormat', message };
}

/** The status texts that differ in the service's responses. */
const names: Readonly<Record<number, string>> = { 413: 'Request Entity Too Large' };

/** Sends the service's response to any error except those of a receipt. Source: validation-2026-07. */
export function sendProblem(reply: FastifyReply, statusCode: number, message?: string): FastifyReply {
  const error = names[statusCode] ?? statusNames[statusCode] ?? 'Unknown';
  return reply.code(statusCode).send({ statusCode, error, message: message ?? error });
}

/** Sends the service's response to a receipt that it refuses. */
export function sendErrors(reply: FastifyReply, errors: readonly Issue[]): FastifyReply {
  return reply.send(errorsFor(reply, errors));
}

/** Sets the status and returns the body of that response, for a handler to return. */
export function errorsFor(reply: FastifyReply, errors: readonly Issue[]): { validation: { errors: Issue[] } } {
  reply.code(400);
  return { validation: { errors: errors.map(toIssue) } };
}

/** The text of each HTTP status. An `import` would make Node load its whole HTTP client, which is not needed here. */
export const { STATUS_CODES: statusNames } = process.getBuiltinModule('node:http');
