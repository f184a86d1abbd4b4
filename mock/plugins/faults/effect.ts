import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';

/** One request that meets a fault. */
export interface Turn {
  request: FastifyRequest;
  reply: FastifyReply;
  context: Context;
}

/** What a fault does. */
export interface Effect {
  /** Completes "A planned fault: …". */
  text: string;
  /**
   * Before the request is dealt with. `ends`: it has answered, or cut the connection, and the service does nothing. It is
   * not told by the reply, which also counts as done when its client has gone.
   */
  before?(turn: Turn): Promise<'ends' | 'goes on'>;
  /** With the answer on record: what leaves in its place. */
  spoil?(turn: Turn, answer: string): unknown;
}
