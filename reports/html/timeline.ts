import type { Exchange } from '../../spec/types/exchange.ts';
import { truncateText } from '../text/escape.ts';
import { describeFault, describeFaultedResponse } from '../text/faults.ts';
import { type TimelineExchange, type TimelineSvg, timelineSvg } from './timeline-svg.ts';

/** One attempt, as text. Times are in seconds. */
export interface TimelineAttempt {
  seq: number;
  /** Since the first request arrived. */
  since: string;
  /** Since the answer before, to a request of the same kind. */
  wait: string;
  request: string;
  answer: string;
  /** The planned fault that was met; empty where none was. */
  fault: string;
}

export interface Timeline {
  attempts: TimelineAttempt[];
  /** A sentence about those left out; empty where none are. */
  rest: string;
  /** The same attempts as a picture. What it says, the rows say too. */
  drawing: TimelineSvg;
}

/** More rows than this nobody compares. */
const maxAttempts = 40;
const maxOfUrl = 60;

/**
 * What happened when, for a reader who checks a finding about waits. Null where there is nothing to compare: no kind of
 * request came twice, or they came from several clients, so that one did not wait for the other. `asked`: the journal's
 * last position before each time that the product was asked to act, for nobody waits from one of these to the next.
 */
export function timelineOf(exchanges: readonly Exchange[], asked: readonly number[] = []): Timeline | null {
  const clients = new Set(exchanges.flatMap(({ clientId }) => clientId ?? []));
  const kinds = new Set(exchanges.map(kindOf));
  if (clients.size > 1 || kinds.size === exchanges.length) return null;
  // A request is recorded once it is answered, so a slow one stands in the journal after those that overtook it.
  const arrived = exchanges.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.seq - b.seq);
  const start = Date.parse(arrived[0]?.at ?? '');
  const answeredAt = new Map<string, number>();
  const drawn: TimelineExchange[] = [];
  const attempts = arrived.map((exchange): TimelineAttempt => {
    const { seq, at, durationMs, request, fault } = exchange;
    const ask = asked.findLastIndex((after) => after < seq);
    const kind = `${ask} ${kindOf(exchange)}`;
    const answered = answeredAt.get(kind);
    const wait = waited(answered, Date.parse(at), ask > 0 ? 'asked anew' : 'first of its kind');
    drawn.push({ exchange, answered: answered ?? null });
    answeredAt.set(kind, Date.parse(at) + durationMs);
    return {
      seq,
      since: seconds(Date.parse(at) - start),
      wait,
      request: `${request.method} ${truncateText(request.url, maxOfUrl)}`,
      answer: describeFaultedResponse(exchange),
      fault: fault === undefined ? '' : describeFault[fault],
    };
  });
  return {
    attempts: attempts.slice(0, maxAttempts),
    rest: restOf(attempts.slice(maxAttempts)),
    drawing: timelineSvg(drawn.slice(0, maxAttempts)),
  };
}

function kindOf({ operationId, request }: Exchange): string {
  return operationId ?? request.method;
}

function waited(answered: number | undefined, arrived: number, first: string): string {
  if (answered === undefined) return first;
  return arrived < answered ? 'none: sent before it' : seconds(arrived - answered);
}

function restOf(left: readonly TimelineAttempt[]): string {
  const last = left.at(-1);
  if (last === undefined) return '';
  const when = `${last.since} seconds after the first`;
  if (left.length === 1) return `One more followed, ${when}. The file rehearsal.json has it.`;
  return `${left.length} more followed, the last ${when}. The file rehearsal.json has them.`;
}

const twoPlaces = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function seconds(milliseconds: number): string {
  return twoPlaces.format(milliseconds / 1000);
}
