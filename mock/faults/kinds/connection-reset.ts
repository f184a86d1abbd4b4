import { Socket } from 'node:net';
import { promisify } from 'node:util';
import type { FastifyReply } from 'fastify';
import { noResponse, record } from '../../hooks/record-exchange.ts';
import type { FaultEffect } from '../fault-effect.ts';

/** Resets the connection before the request is handled. */
export const reset: FaultEffect = {
  text: 'the connection was reset without an answer, and nothing was stored.',
  before: async ({ request, reply, context }) => {
    reply.hijack();
    try {
      // Before the connection: a client that sees the reset finds the exchange in the journal.
      await promisify(record)(request, noResponse, context);
    } finally {
      cutConnection(reply);
    }
    return 'ends';
  },
};

/** Resets the connection that an answer is awaited on, so that its client sees an error and not an end. */
function cutConnection({ raw, request }: FastifyReply): void {
  const { socket } = request.raw;
  // A request that was injected has no socket to reset.
  if (socket instanceof Socket) socket.resetAndDestroy();
  else raw.destroy();
}

/** Resets the connection once the request has been handled. */
export const lostAnswer: FaultEffect = {
  text: 'the request was handled in full, and the connection was reset instead of this answer.',
  replaceBody: ({ reply }, answer) => {
    cutConnection(reply);
    return answer;
  },
};
