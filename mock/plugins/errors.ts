import type { FastifyError, FastifyInstance } from 'fastify';
import { sendProblem } from '../problem.ts';

/** The largest body that the service takes, in bytes. Source: validation-2026-07. */
export const bodyLimit = 1_048_576;

/** A body that is no JSON though it says so. */
export class MalformedJson extends Error {
  override name = 'MalformedJson';
}

/** Answers what no route answers: unknown routes and wrong methods (404, never 405), and what went wrong on the way. */
export function errors(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 404));
  app.setErrorHandler((error: FastifyError | MalformedJson, request, reply) => {
    if (error instanceof MalformedJson) {
      request.trace.notes.push({
        kind: 'defect',
        text: `The body is not JSON (${error.message}). The running service answers 500; a repaired one would answer 400.`,
        source: 'validation-2026-07',
      });
      return sendProblem(reply, 500, 'An internal server error occurred');
    }
    switch (error.code) {
      case 'FST_ERR_CTP_BODY_TOO_LARGE':
        return sendProblem(reply, 413, `Payload content length greater than maximum allowed: ${bodyLimit}`);
      case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
        return sendProblem(reply, 415);
      default:
        // Ours, not the service's: the caller gets the service's plain 500, the terminal gets the truth.
        process.stderr.write(`receipt-rehearsal: fault in the mock: ${error.stack ?? error.message}\n`);
        return sendProblem(reply, 500, 'An internal server error occurred');
    }
  });
}
