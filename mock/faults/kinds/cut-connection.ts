import { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

/** Resets the connection that an answer is awaited on, so that its client sees an error and not an end. */
export function cutConnection({ raw, request }: FastifyReply): void {
  const { socket } = request.raw;
  // A request that was injected has no socket to reset.
  if (socket instanceof Socket) socket.resetAndDestroy();
  else raw.destroy();
}
