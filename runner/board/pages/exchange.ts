import { describeFault } from '../../../reports/text/faults.ts';
import { formatDate, formatDuration } from '../../../reports/text/format-date.ts';
import { describeSource } from '../../../reports/text/sources-in-words.ts';
import type { Contract } from '../../../spec/contract/contract.ts';
import { type Body, type Exchange, jsonOf, type Note } from '../../../spec/types/exchange.ts';
import { asCurl } from '../curl.ts';
import { layoutOf, type PageContext } from '../layout.ts';
import { bothRuleSets } from './both-rule-sets.ts';
import { findingViews } from './finding-view.ts';
import { rowOf } from './traffic-row.ts';
import { tagOf } from './verdict-view.ts';

/** Beyond this a body is cut: nobody reads further on a page. */
const maxCharacters = 20_000;
const maxNotes = 100;

/** One exchange. `recorded` is the same as the journal has it, personal data and all: it is judged, never shown. */
export function exchangePage(visit: PageContext, exchange: Exchange, recorded: Exchange, contract: Contract) {
  const { seq, at, durationMs, clientId, request, response, notes, fault } = exchange;
  const row = rowOf(exchange, visit);
  const { exchanges, attempts, results } = visit.snapshot;
  const curl = asCurl(exchange, visit.url);
  const position = exchanges.indexOf(exchange);
  const neighbour = (other: Exchange | undefined) => (other === undefined ? '' : visit.links.exchange(other.seq));
  return {
    frame: layoutOf(visit, { title: `Exchange ${seq}`, name: 'traffic', isLive: false }),
    traffic: visit.links.traffic(),
    older: neighbour(exchanges[position - 1]),
    newer: neighbour(exchanges[position + 1]),
    heading: `Exchange ${seq}: ${row.request}`,
    answer: row.answer,
    isRefused: row.isRefused,
    facts: [
      { term: 'Sent', text: formatDate(at) },
      { term: 'By', text: clientId ?? 'Nobody that could be told' },
      { term: 'Answered', text: `${row.answer}, after ${formatDuration(durationMs)}` },
      ...(fault === undefined ? [] : [{ term: 'Planned fault', text: describeFault[fault] }]),
    ],
    notes: notes.slice(0, maxNotes).map(noteView),
    notesLeft: notes.length > maxNotes ? `And ${notes.length - maxNotes} more.` : '',
    rules: bothRuleSets(recorded, contract),
    attempts: attempts
      .filter((attempt) => attempt.seq === seq)
      .map(({ scenarioId, verdict, findings }) => ({
        id: scenarioId,
        title: results.find(({ id }) => id === scenarioId)?.title ?? '',
        href: visit.links.scenario(scenarioId),
        tag: tagOf({ verdict, findings: [...findings] }),
        findings: findingViews(findings),
      })),
    curl: {
      command: curl.text,
      variables: curl.variables.map((name) => ({ name: `$${name}`, meaning: variableWords[name] ?? '' })),
      left: curl.left.join(', '),
    },
    parts: [
      { heading: 'Request headers', ...cut(headerLines(request.headers)) },
      { heading: 'Request body', ...cut(bodyText(request.body)) },
      { heading: 'Answer headers', ...cut(headerLines(response.headers)) },
      { heading: 'Answer body', ...cut(bodyText(response.body)) },
    ],
  };
}

const variableWords: Readonly<Record<string, string>> = {
  TOKEN: 'an access token',
  API_CODE: 'the API code',
  SECRET: 'what stood in the address and does not belong there',
  CLIENT_SECRET: 'the client secret',
  BASIC_CREDENTIALS: 'client id and secret, with a colon between, in base64',
};

const noteKinds = {
  explanation: 'Rule',
  difference: 'The rule sets disagree',
  defect: 'Known defect of the running service',
  fault: 'Planned fault',
} as const satisfies Record<Note['kind'], string>;

function noteView({ kind, key, text, fix, source }: Note) {
  return { kind: noteKinds[kind], key: key ?? '', text, fix: fix ?? '', source: describeSource(source) };
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function bodyText(body: Body): string {
  const json = jsonOf(body);
  if (json !== undefined) return JSON.stringify(json, null, 2);
  return body !== null && 'text' in body ? body.text : '';
}

function cut(text: string): { text: string; cut: string } {
  if (text.length <= maxCharacters) return { text, cut: '' };
  const count = new Intl.NumberFormat('en-GB').format;
  return {
    text: text.slice(0, maxCharacters),
    cut: `Cut after ${count(maxCharacters)} of ${count(text.length)} characters. The control API has the whole of it.`,
  };
}
