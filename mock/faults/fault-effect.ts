import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';

/** One request that meets a fault. */
export interface FaultContext {
  request: FastifyRequest;
  reply: FastifyReply;
  context: Context;
}

/** What a fault does. */
export interface FaultEffect {
  /** Completes "A planned fault: …". */
  text: string;
  /**
   * Before the request is dealt with. `ends`: it has answered, or cut the connection, and the service does nothing. It is
   * not told by the reply, which also counts as done when its client has gone.
   */
  before?(turn: FaultContext): Promise<'ends' | 'goes on'>;
  /** With the answer on record: what leaves in its place. */
  replaceBody?(turn: FaultContext, answer: string): unknown;
}
