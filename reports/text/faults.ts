import { byFaultKind, type FaultKind } from '../../spec/faults/faults.ts';
import type { Exchange, PlannedFault } from '../../spec/types/exchange.ts';
import { formatDuration } from './format-date.ts';

const descriptions = byFaultKind((description) => description);

/** What a planned fault did to an exchange, in a few words. */
export const describeFault: Readonly<Record<FaultKind, string>> = byFaultKind(({ summary }) => summary);

/** Describes what the product received: the status, and what became of it on its way. */
export function describeFaultedResponse({ response: { status }, fault }: Pick<Exchange, 'response' | 'fault'>): string {
  const answer = status === 0 ? 'no answer' : String(status);
  return fault === undefined ? answer : (descriptions[fault].received?.(answer, status) ?? answer);
}

/** Describes a planned fault that no request met: the operation, what was planned for it, and how often. */
export function describePlannedFault({ on, after, times, fault }: PlannedFault): string {
  const often = times === 'always' ? 'every time' : times === 1 ? 'once' : `${times} times`;
  const first = after === undefined || after === 0 ? '' : `, after ${after} without a fault`;
  return `${on}: ${descriptions[fault.kind].planned(fault, formatDuration)}, ${often}${first}`;
}
