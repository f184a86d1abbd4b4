import { arrivalOf, type Exchange, answeredAt as endOf } from '../../spec/types/exchange.ts';
import { truncateText } from '../text/escape.ts';
import { describeFault, describeFaultedResponse } from '../text/faults.ts';
import { type TimelineExchange, type TimelineSvg, timelineSvg } from './timeline-svg.ts';

/** One attempt, as text. Times are in seconds. */
export interface TimelineAttempt {
  seq: number;
  /** Since the first request arrived. */
  since: string;
  /** Since the previous response to a request of the same kind. */
  wait: string;
  request: string;
  answer: string;
  /** The injected fault; empty if there was none. */
  fault: string;
}

export interface Timeline {
  attempts: TimelineAttempt[];
  /** A sentence about attempts that are left out; empty if none are. */
  rest: string;
  /** The same attempts as a picture. */
  svg: TimelineSvg;
}

const maxAttempts = 40;
const maxUrlLength = 60;

/**
 * Returns the timeline of the attempts, for a reader who checks a finding about waits. Null if no kind of request came
 * twice, or if several clients sent them. `taskStarts`: the journal position before each task, because no wait is counted
 * from one task to the next.
 */
export function timelineOf(exchanges: readonly Exchange[], taskStarts: readonly number[] = []): Timeline | null {
  const clients = new Set(exchanges.flatMap(({ clientId }) => clientId ?? []));
  const kinds = new Set(exchanges.map(kindOf));
  if (clients.size > 1 || kinds.size === exchanges.length) return null;
  // The journal is in order of response: a slow request comes after later ones that were answered sooner.
  const byArrival = exchanges.toSorted((a, b) => arrivalOf(a) - arrivalOf(b) || a.seq - b.seq);
  const start = byArrival[0] === undefined ? 0 : arrivalOf(byArrival[0]);
  const answeredAt = new Map<string, number>();
  const plotted: TimelineExchange[] = [];
  const attempts = byArrival.map((exchange): TimelineAttempt => {
    const { seq, request, fault } = exchange;
    const task = taskStarts.findLastIndex((after) => after < seq);
    const kind = `${task} ${kindOf(exchange)}`;
    const answered = answeredAt.get(kind);
    const wait = describeWait(answered, arrivalOf(exchange), task > 0 ? 'new task' : 'first of its kind');
    plotted.push({ exchange, answeredAt: answered ?? null });
    answeredAt.set(kind, endOf(exchange));
    return {
      seq,
      since: seconds(arrivalOf(exchange) - start),
      wait,
      request: `${request.method} ${truncateText(request.url, maxUrlLength)}`,
      answer: describeFaultedResponse(exchange),
      fault: fault === undefined ? '' : describeFault[fault],
    };
  });
  return {
    attempts: attempts.slice(0, maxAttempts),
    rest: describeRest(attempts.slice(maxAttempts)),
    svg: timelineSvg(plotted.slice(0, maxAttempts)),
  };
}

function kindOf({ operationId, request }: Exchange): string {
  return operationId ?? request.method;
}

function describeWait(answered: number | undefined, byArrival: number, first: string): string {
  if (answered === undefined) return first;
  return byArrival < answered ? 'none: sent before the response' : seconds(byArrival - answered);
}

function describeRest(left: readonly TimelineAttempt[]): string {
  const last = left.at(-1);
  if (last === undefined) return '';
  const when = `${last.since} seconds after the first`;
  if (left.length === 1) return `One more attempt followed, ${when}. The file rehearsal.json has it.`;
  return `${left.length} more attempts followed, the last ${when}. The file rehearsal.json has them.`;
}

const twoPlaces = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function seconds(milliseconds: number): string {
  return twoPlaces.format(milliseconds / 1000);
}
