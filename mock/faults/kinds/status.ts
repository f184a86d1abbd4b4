import type { Fault } from '../../../spec/types/exchange.ts';
import { removeChargeHeader } from '../../hooks/charge-header.ts';
import { statusNames } from '../../hooks/error-handler.ts';
import { tooManyRequests } from '../../hooks/rate-limit.ts';
import type { FaultEffect } from '../fault-effect.ts';

/** Responds with a status instead of the service's response. */
export function status({ status: code, retryAfter, body }: Extract<Fault, { kind: 'status' }>): FaultEffect {
  const error = statusNames[code] ?? 'Error';
  const usual = code === 429 ? tooManyRequests : { statusCode: code, error, message: error };
  return {
    text: `the answer is ${code}, and nothing was stored.`,
    before: async ({ reply }) => {
      if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
      if (code === 429) removeChargeHeader(reply);
      reply.code(code).send(body ?? usual);
      return 'ends';
    },
  };
}
