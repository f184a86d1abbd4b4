import type { Exchange, Fault, FaultKind, PlannedFault } from '../../spec/types/exchange.ts';
import { formatDuration } from './format-date.ts';

/** What a planned fault did to an exchange, in a few words. */
export const describeFault: Record<FaultKind, string> = {
  status: 'an error answer',
  delay: 'taken up late',
  reset: 'reset before anything was stored',
  'lost-answer': 'dealt with, then reset',
  truncated: 'answer broken off',
  drip: 'answer in small pieces',
  'malformed-json': 'answer spoilt: no JSON',
  'early-expiry': 'a token that expires early',
  'rotate-key': 'signing key changed',
};

/** What the product got for an answer: the status, and what became of it on its way. */
export function describeFaultedResponse({ response: { status }, fault }: Pick<Exchange, 'response' | 'fault'>): string {
  const answer = status === 0 ? 'no answer' : String(status);
  if (fault === undefined) return answer;
  switch (fault) {
    case 'reset':
      return 'no answer (reset)';
    case 'lost-answer':
      return status === 0 ? 'no answer (lost)' : `no answer (the ${status} was lost)`;
    case 'truncated':
      return `${answer}, broken off half way`;
    case 'malformed-json':
      return `${answer}, no JSON`;
    case 'drip':
      return `${answer}, in small pieces`;
    case 'delay':
      return `${answer}, delayed`;
    case 'status':
    case 'early-expiry':
    case 'rotate-key':
      return answer;
  }
}

/** A line of a fault plan that was never met: the operation, what was planned for it, and how often. */
export function describePlannedFault({ on, after, times, fault }: PlannedFault): string {
  const often = times === 'always' ? 'every time' : times === 1 ? 'once' : `${times} times`;
  const first = after === undefined || after === 0 ? '' : `, after ${after} unharmed`;
  return `${on}: ${planned(fault)}, ${often}${first}`;
}

function planned(fault: Fault): string {
  switch (fault.kind) {
    case 'status': {
      const wait = fault.retryAfter === undefined ? '' : ` with Retry-After ${fault.retryAfter}`;
      return `the answer ${fault.status}${wait}`;
    }
    case 'delay':
      return `a delay of ${formatDuration(fault.ms)}`;
    case 'reset':
      return 'a reset before anything is stored';
    case 'lost-answer':
      return 'a reset in the place of the answer';
    case 'truncated':
      return 'an answer that breaks off half way';
    case 'drip':
      return `an answer in small pieces over ${formatDuration(fault.ms)}`;
    case 'malformed-json':
      return 'an answer that is no JSON';
    case 'early-expiry':
      return `a token that expires early${expiry(fault)}`;
    case 'rotate-key':
      return 'a change of the signing key';
  }
}

function expiry({ seconds, uses }: Fault & { kind: 'early-expiry' }): string {
  const after = [
    seconds === undefined ? '' : formatDuration(seconds * 1000),
    uses === undefined ? '' : uses === 1 ? 'one use' : `${uses} uses`,
  ].filter(Boolean);
  return after.length === 0 ? '' : `, after ${after.join(' or ')}`;
}
