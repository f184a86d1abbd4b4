import { truncateText } from '../../../reports/text/escape.ts';
import { describeFaultedResponse } from '../../../reports/text/faults.ts';
import { type Exchange, type OperationId, operationIds } from '../../../spec/types/exchange.ts';
import { layoutOf, type PageContext } from '../layout.ts';
import { scenariosOfExchange } from '../scenarios-of-exchange.ts';
import { operationWords } from './faults.ts';

/** Filter of the list. An empty text filters nothing. */
interface TrafficFilter {
  status: string;
  operation: string;
  scenario: string;
  /** The last exchange to list, so that pages stay stable while more arrive. 0: all. */
  until: number;
  page: number;
}

const perPage = 25;

const statusGroups: readonly { value: string; text: string; fits: (status: number) => boolean }[] = [
  { value: 'accepted', text: 'Accepted (2xx)', fits: (status) => status >= 200 && status < 300 },
  { value: 'refused', text: 'Refused (4xx)', fits: (status) => status >= 400 && status < 500 },
  { value: 'server', text: 'Server errors (5xx)', fits: (status) => status >= 500 },
  { value: 'none', text: 'No response', fits: (status) => status === 0 },
];

/** Returns the page that lists the journal, newest first. */
export function trafficView(context: PageContext, filter: TrafficFilter) {
  const { snapshot, links } = context;
  const found = snapshot.exchanges.filter(fitting(filter, context)).toReversed();
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const page = Math.min(Math.max(1, filter.page), pages);
  const shown = found.slice((page - 1) * perPage, page * perPage);
  const until = filter.until || (found[0]?.seq ?? 0);
  const hrefOf = (number: number) => {
    const kept = { status: filter.status, operation: filter.operation, scenario: filter.scenario };
    const given = Object.entries(kept).filter(([, value]) => value !== '');
    return links.traffic({
      ...Object.fromEntries(given),
      ...(number > 1 ? { until: String(until), page: String(number) } : {}),
    });
  };
  const option = (value: string, text: string, chosen: string) => ({ value, text, selected: value === chosen });
  return {
    layout: layoutOf(context, { title: 'Traffic', name: 'traffic', isLive: page === 1 }),
    action: links.traffic().split('?')[0] ?? '',
    client: context.clientId ?? '',
    statuses: [
      option('', 'All responses', filter.status),
      ...statusGroups.map(({ value, text }) => option(value, text, filter.status)),
      ...statusesOf(snapshot.exchanges).map((status) => option(status, status, filter.status)),
    ],
    operations: [
      option('', 'All operations', filter.operation),
      ...operationIds.map((id) => option(id, operationWords[id], filter.operation)),
      option('other', 'Not an operation of the service', filter.operation),
    ],
    scenarios: [
      option('', 'All scenarios', filter.scenario),
      ...snapshot.results.map(({ id, title }) => option(id, `${id} ${title}`, filter.scenario)),
    ],
    isFiltered: filter.status + filter.operation + filter.scenario !== '',
    all: links.traffic(),
    count: found.length === 1 ? '1 exchange' : `${found.length} exchanges`,
    rows: shown.map((exchange) => rowOf(exchange, context)),
    page: pages === 1 ? '' : `Page ${page} of ${pages}`,
    newer: page > 1 ? hrefOf(page - 1) : '',
    older: page < pages ? hrefOf(page + 1) : '',
  };
}

function fitting({ status, operation, scenario, until }: TrafficFilter, { snapshot }: PageContext) {
  const group = statusGroups.find(({ value }) => value === status);
  const fitsStatus = ({ response }: Exchange) =>
    status === '' || (group === undefined ? String(response.status) === status : group.fits(response.status));
  const fitsOperation = ({ operationId }: Exchange) =>
    operation === '' || (operation === 'other' ? operationId === null : operationId === (operation as OperationId));
  const result = snapshot.results.find(({ id }) => id === scenario);
  const ofScenario = new Set([
    ...(result?.exchanges ?? []),
    ...snapshot.attempts.flatMap(({ scenarioId, seq }) => (scenarioId === scenario ? seq : [])),
  ]);
  return (exchange: Exchange) =>
    fitsStatus(exchange) &&
    fitsOperation(exchange) &&
    (scenario === '' || ofScenario.has(exchange.seq)) &&
    (until === 0 || exchange.seq <= until);
}

function statusesOf(exchanges: readonly Exchange[]): string[] {
  return [...new Set(exchanges.map(({ response }) => response.status))]
    .filter((status) => status !== 0)
    .toSorted((a, b) => a - b)
    .map(String);
}

/** A row of the table. */
export interface TrafficRow {
  seq: number;
  href: string;
  time: string;
  client: string;
  request: string;
  answer: string;
  isRefused: boolean;
  notes: string;
  scenarios: { id: string; href: string; isAgainst: boolean }[];
  /** Empty if all of them are listed. */
  scenariosLeft: string;
}

const maxLineLength = 90;
const maxScenarios = 6;

export function rowOf(exchange: Exchange, { links, snapshot }: PageContext): TrafficRow {
  const { seq, at, clientId, request, response, notes } = exchange;
  // Show the date only if it differs from that of the newest exchange.
  const newest = snapshot.exchanges.at(-1)?.at ?? at;
  const attempted = new Set(snapshot.attempts.filter((each) => each.seq === seq).map(({ scenarioId }) => scenarioId));
  // Behaviour that passed rests on nearly every exchange: the page of the exchange has all.
  const counted = scenariosOfExchange(seq, snapshot).filter(({ id, side }) => side === 'against' || attempted.has(id));
  const left = counted.length - maxScenarios;
  return {
    seq,
    href: links.exchange(seq),
    time: at.slice(0, 10) === newest.slice(0, 10) ? at.slice(11, 19) : `${at.slice(0, 10)} ${at.slice(11, 19)}`,
    client: truncateText(clientId ?? 'no client', maxLineLength),
    request: truncateText(`${request.method} ${request.url}`, maxLineLength),
    answer: describeFaultedResponse(exchange),
    isRefused: response.status === 0 || response.status >= 400,
    notes: notes.length === 0 ? '' : notes.length === 1 ? '1 note' : `${notes.length} notes`,
    scenarios: counted.slice(0, maxScenarios).map(({ id, side }) => {
      return { id, href: links.scenario(id), isAgainst: side === 'against' };
    }),
    scenariosLeft: left > 0 ? `and ${left} more` : '',
  };
}
