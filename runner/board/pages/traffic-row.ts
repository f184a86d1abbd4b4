import { truncateText } from '../../../reports/text/escape.ts';
import { describeFaultedResponse } from '../../../reports/text/faults.ts';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { PageContext } from '../layout.ts';

/** An exchange as a line of a table. */
export interface TrafficRow {
  seq: number;
  href: string;
  time: string;
  client: string;
  request: string;
  answer: string;
  isRefused: boolean;
  notes: string;
  scenarios: { id: string; href: string }[];
}

const maxOfLine = 90;
const maxScenarios = 6;

export function rowOf(exchange: Exchange, { links, snapshot }: PageContext): TrafficRow {
  const { seq, at, clientId, request, response, notes } = exchange;
  // A day is named only where it is another than the newest exchange's.
  const newest = snapshot.exchanges.at(-1)?.at ?? at;
  const ids = [...new Set(snapshot.attempts.flatMap((attempt) => (attempt.seq === seq ? attempt.scenarioId : [])))];
  return {
    seq,
    href: links.exchange(seq),
    time: at.slice(0, 10) === newest.slice(0, 10) ? at.slice(11, 19) : `${at.slice(0, 10)} ${at.slice(11, 19)}`,
    client: truncateText(clientId ?? 'no client', maxOfLine),
    request: truncateText(`${request.method} ${request.url}`, maxOfLine),
    answer: describeFaultedResponse(exchange),
    isRefused: response.status === 0 || response.status >= 400,
    notes: notes.length === 0 ? '' : notes.length === 1 ? '1 note' : `${notes.length} notes`,
    scenarios: ids.slice(0, maxScenarios).map((id) => ({ id, href: links.scenario(id) })),
  };
}
