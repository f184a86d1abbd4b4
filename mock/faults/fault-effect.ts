import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PlannedFault } from '../../spec/types/exchange.ts';
import type { Context } from '../context.ts';

/** One request that meets a fault. */
interface FaultContext {
  request: FastifyRequest;
  reply: FastifyReply;
  context: Context;
}

/** What a fault does. */
export interface FaultEffect {
  /** Completes "A planned fault: …". */
  text: string;
  /**
   * Acts before the service deals with the request. Returns `ends` if it has answered or cut the connection, so that
   * the service does nothing. The reply cannot show this: it also counts as done when its client has gone.
   */
  before?(turn: FaultContext): Promise<'ends' | 'goes on'>;
  /** Returns the body to send instead of `answer`, which is already recorded. */
  replaceBody?(turn: FaultContext, answer: string): unknown;
}

/** Remembers the fault that a request meets, for its answer and for the journal. */
export function markFaulted({ state }: FastifyRequest, planned: PlannedFault, { text }: FaultEffect): void {
  state.plannedFault = planned;
  state.notes.push({ kind: 'fault', text: `A planned fault: ${text}`, source: 'fault-plan' });
}
