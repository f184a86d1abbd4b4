import { dummyApiCodes } from '../../../mock/default-data.ts';
import { describeSource } from '../../../reports/text/descriptions.ts';
import { describeFault } from '../../../reports/text/faults.ts';
import { formatDate, formatDuration } from '../../../reports/text/format-date.ts';
import type { Contract, RuleSet } from '../../../spec/contract/contract.ts';
import { ContractError } from '../../../spec/contract/read-document.ts';
import { isObject, type JsonValue } from '../../../spec/json.ts';
import { maskPersonalData } from '../../../spec/masking/personal-data.ts';
import { type Body, type Exchange, jsonOf, type Note } from '../../../spec/types/exchange.ts';
import { type Explained, explainReceipt, type ReceiptExplanation } from '../../tools/explain-receipt.ts';
import { asCurl } from '../curl.ts';
import { layoutOf, type PageContext } from '../layout.ts';
import { findingViews, tagOf } from './scenario.ts';
import { rowOf } from './traffic.ts';

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

/** What the running service and its published document say of a receipt, side by side. */
interface BothRuleSets {
  summaries: { name: string; text: string }[];
  rows: { key: string; message: string; says: { name: string; text: string; isObjection: boolean }[] }[];
  /** Empty where all is shown. */
  left: string;
}

const maxRows = 50;

const names: Readonly<Record<RuleSet, string>> = {
  observed: 'The running service',
  published: 'The published document',
};

/** Null where the exchange holds no receipt. `recorded`: as the journal has it, for what is masked cannot be judged. */
function bothRuleSets(recorded: Exchange, contract: Contract): BothRuleSets | null {
  const { operationId, request } = recorded;
  const receipt = jsonOf(request.body);
  if (receipt === undefined || (operationId !== 'receiveMovement' && operationId !== 'updateMovement')) return null;
  const observed = contract.ruleSet === 'observed' ? contract : contract.counterpart();
  if (observed instanceof ContractError || observed.counterpart() instanceof ContractError) return null;
  const judgements = explainReceipt(withApiCode(receipt), observed);
  const issues = new Map(judgements.flatMap(issuesOf).map((issue) => [identity(issue), issue]));
  const left = issues.size - maxRows;
  return {
    summaries: judgements.map((judgement) => ({ name: names[judgement.ruleSet], text: summary(judgement) })),
    rows: [...issues.values()].slice(0, maxRows).map((issue) => ({
      key: issue.key,
      message: maskPersonalData(issue.message, ''),
      says: judgements.map((judgement) => ({ name: names[judgement.ruleSet], ...said(judgement, issue) })),
    })),
    left: left > 0 ? `And ${left} more.` : '',
  };
}

const maskedApiCode = /^\*{8}-\*{4}-\*{4}-\*{4}-\*{8}[\da-f]{4}$/i;

/** A code that was masked had the form of one: any other of that form is judged alike. */
function withApiCode(receipt: JsonValue): JsonValue {
  if (!isObject(receipt) || typeof receipt['apiCode'] !== 'string' || !maskedApiCode.test(receipt['apiCode'])) {
    return receipt;
  }
  return { ...receipt, apiCode: dummyApiCodes[0] ?? '' };
}

function issuesOf({ errors, warnings, notLookedAtYet }: ReceiptExplanation): Explained[] {
  return [...errors, ...warnings, ...notLookedAtYet];
}

/** As the mock's own notes tell two issues apart. */
function identity({ key, errorType }: Explained): string {
  return `${key}\n${errorType}`;
}

function summary({ accepted, defect, errors, warnings }: ReceiptExplanation): string {
  const count = (list: readonly unknown[], word: string) => `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  if (defect !== null) return `not accepted. ${defect}`;
  if (!accepted) return `refused, with ${count(errors, 'error')}`;
  return warnings.length === 0 ? 'accepted, with no warning' : `accepted, with ${count(warnings, 'warning')}`;
}

function said({ accepted, errors, warnings, notLookedAtYet }: ReceiptExplanation, issue: Explained) {
  const isAmong = (list: readonly Explained[]) => list.some((other) => identity(other) === identity(issue));
  if (isAmong(errors)) return { text: 'An error', isObjection: true };
  if (isAmong(warnings)) return { text: 'A warning', isObjection: true };
  if (isAmong(notLookedAtYet)) return { text: 'An error, once the others are mended', isObjection: true };
  return { text: accepted ? 'No objection' : 'No error', isObjection: false };
}
