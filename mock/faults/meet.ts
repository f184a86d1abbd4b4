import type { FastifyRequest } from 'fastify';
import type { PlannedFault } from '../../spec/types/fault.ts';
import type { FaultEffect } from './fault-effect.ts';

/** Remembers the fault that a request meets, for its answer and for the journal. */
export function markFaulted({ state }: FastifyRequest, planned: PlannedFault, { text }: FaultEffect): void {
  state.plannedFault = planned;
  state.notes.push({ kind: 'fault', text: `A planned fault: ${text}`, source: 'fault-plan' });
}
