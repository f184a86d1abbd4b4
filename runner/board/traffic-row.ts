import { answerInWords } from '../../reports/fault-in-words.ts';
import { shortened } from '../../reports/visible.ts';
import type { Exchange } from '../../spec/exchange.ts';
import type { Visit } from './frame.ts';

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

const mostOfLine = 90;
const mostScenarios = 6;

export function rowOf(exchange: Exchange, { links, reading }: Visit): TrafficRow {
  const { seq, at, clientId, request, response, notes } = exchange;
  // A day is named only where it is another than the newest exchange's.
  const newest = reading.exchanges.at(-1)?.at ?? at;
  const ids = [...new Set(reading.attempts.flatMap((attempt) => (attempt.seq === seq ? attempt.scenarioId : [])))];
  return {
    seq,
    href: links.exchange(seq),
    time: at.slice(0, 10) === newest.slice(0, 10) ? at.slice(11, 19) : `${at.slice(0, 10)} ${at.slice(11, 19)}`,
    client: shortened(clientId ?? 'no client', mostOfLine),
    request: shortened(`${request.method} ${request.url}`, mostOfLine),
    answer: answerInWords(exchange),
    isRefused: response.status === 0 || response.status >= 400,
    notes: notes.length === 0 ? '' : notes.length === 1 ? '1 note' : `${notes.length} notes`,
    scenarios: ids.slice(0, mostScenarios).map((id) => ({ id, href: links.scenario(id) })),
  };
}
