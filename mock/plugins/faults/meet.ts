import type { FastifyRequest } from 'fastify';
import type { PlannedFault } from '../../../spec/fault.ts';
import type { Effect } from './effect.ts';

/** Remembers the fault that a request meets, for its answer and for the journal. */
export function meet({ trace }: FastifyRequest, planned: PlannedFault, { text }: Effect): void {
  trace.planned = planned;
  trace.notes.push({ kind: 'fault', text: `A planned fault: ${text}`, source: 'fault-plan' });
}
