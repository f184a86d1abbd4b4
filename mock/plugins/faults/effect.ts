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
  /** Before the request is dealt with. Once it has answered, or cut the connection, the service does nothing. */
  before?(turn: Turn): Promise<unknown>;
  /** With the answer on record: what leaves in its place. */
  spoil?(turn: Turn, answer: string): unknown;
}
