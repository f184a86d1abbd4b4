import { dummyApiCodes } from '../../../mock/default-data.ts';
import { answersByDate } from '../../../mock/explain/other-dates.ts';
import { describeSource } from '../../../reports/text/descriptions.ts';
import { describeFault } from '../../../reports/text/faults.ts';
import { formatDate, formatDuration } from '../../../reports/text/format-date.ts';
import type { Contract } from '../../../spec/contract/contract.ts';
import { ContractError } from '../../../spec/contract/read-document.ts';
import type { RuleSet } from '../../../spec/contract/rule-sets.ts';
import { isObject, type JsonValue } from '../../../spec/json.ts';
import { maskPersonalData } from '../../../spec/masking/personal-data.ts';
import { type Body, type Exchange, jsonOf, type Note } from '../../../spec/types/exchange.ts';
import { type Explained, explainReceipt, type ReceiptExplanation } from '../../tools/explain-receipt.ts';
import { asCurl } from '../curl.ts';
import { layoutOf, type PageContext } from '../layout.ts';
import { scenariosOfExchange } from '../scenarios-of-exchange.ts';
import { findingViews, tagOf } from './scenario.ts';
import { rowOf } from './traffic.ts';

/** Longer bodies are cut. */
const maxCharacters = 20_000;
const maxNotes = 100;

/** Returns the page of an exchange. `recorded` has personal data unmasked: it is evaluated, never shown. */
export function exchangePage(context: PageContext, exchange: Exchange, recorded: Exchange, contract: Contract) {
  const { seq, at, durationMs, clientId, request, response, notes, fault } = exchange;
  const row = rowOf(exchange, context);
  const { exchanges } = context.snapshot;
  const counted = scenariosOfExchange(seq, context.snapshot).map((scenario) => ({
    ...scenario,
    href: context.links.scenario(scenario.id),
    tag: tagOf({ verdict: scenario.verdict, findings: [...scenario.findings] }),
    findings: findingViews(scenario.findings),
  }));
  const curl = asCurl(exchange, context.url);
  const position = exchanges.indexOf(exchange);
  const hrefOf = (other: Exchange | undefined) => (other === undefined ? '' : context.links.exchange(other.seq));
  return {
    layout: layoutOf(context, { title: `Exchange ${seq}`, name: 'traffic', isLive: false }),
    traffic: context.links.traffic(),
    previous: hrefOf(exchanges[position - 1]),
    next: hrefOf(exchanges[position + 1]),
    heading: `Exchange ${seq}: ${row.request}`,
    answer: row.answer,
    isRefused: row.isRefused,
    facts: [
      { term: 'Sent', text: formatDate(at) },
      { term: 'Client', text: clientId ?? 'Unknown' },
      { term: 'Response', text: `${row.answer}, after ${formatDuration(durationMs)}` },
      ...(fault === undefined ? [] : [{ term: 'Injected fault', text: describeFault[fault] }]),
    ],
    notes: notes.slice(0, maxNotes).map(noteView),
    notesLeft: notes.length > maxNotes ? `And ${notes.length - maxNotes} more.` : '',
    rules: bothRuleSets(recorded, contract),
    counted: sideWords.flatMap(({ side, heading }) => {
      const scenarios = counted.filter((each) => each.side === side);
      return scenarios.length === 0 ? [] : { heading, scenarios };
    }),
    curl: {
      command: curl.text,
      variables: curl.variables.map((name) => ({ name: `$${name}`, meaning: variableMeanings[name] ?? '' })),
      left: curl.left.join(', '),
    },
    parts: [
      { heading: 'Request headers', ...cut(headerLines(request.headers)), dates: [] },
      { heading: 'Request body', ...cut(bodyText(request.body)), dates: [] },
      { heading: 'Response headers', ...cut(headerLines(response.headers)), dates: headersByDate(exchange) },
      { heading: 'Response body', ...cut(bodyText(response.body)), dates: [] },
    ],
  };
}

const sideWords = [
  { side: 'against', heading: 'Against' },
  { side: 'for', heading: 'For' },
  { side: 'seen', heading: 'Neither: the verdict rests on other exchanges too, and no finding names this one' },
] as const;

const variableMeanings: Readonly<Record<string, string>> = {
  TOKEN: 'an access token',
  API_CODE: 'the API code',
  SECRET: 'the masked part of the address',
  CLIENT_SECRET: 'the client secret',
  BASIC_CREDENTIALS: 'client id and secret, separated by a colon, in Base64',
};

const noteKinds = {
  explanation: 'Rule',
  date: 'On other dates',
  difference: 'The rule sets differ',
  defect: 'Known defect of the running service',
  fault: 'Injected fault',
} as const satisfies Record<Note['kind'], string>;

function noteView({ kind, key, text, fix, source }: Note) {
  return { kind: noteKinds[kind], key: key ?? '', text, fix: fix ?? '', source: describeSource(source) };
}

/**
 * Returns the headers that depend on the date. Those of tokens and of a 429 do not: another service and a gateway send
 * them.
 */
function headersByDate({ operationId, response: { status } }: Exchange): string[] {
  return operationId === null || operationId === 'issueToken' || status === 429 || status === 0 ? [] : answersByDate();
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
    cut: `Cut after ${count(maxCharacters)} of ${count(text.length)} characters. The control API returns all of it.`,
  };
}

/** Results for a receipt under both rule sets. */
interface BothRuleSets {
  summaries: { name: string; text: string }[];
  rows: { key: string; message: string; ruleSets: { name: string; text: string; isObjection: boolean }[] }[];
  /** Empty if all rows are shown. */
  left: string;
}

const maxRows = 50;

const names: Readonly<Record<RuleSet, string>> = {
  observed: 'The running service',
  published: 'The published document',
};

/** Returns null if the exchange holds no receipt. `recorded`: unmasked, because masked data cannot be evaluated. */
function bothRuleSets(recorded: Exchange, contract: Contract): BothRuleSets | null {
  const { operationId, request } = recorded;
  const receipt = jsonOf(request.body);
  if (receipt === undefined || (operationId !== 'receiveMovement' && operationId !== 'updateMovement')) return null;
  const observed = contract.ruleSet === 'observed' ? contract : contract.counterpart();
  if (observed instanceof ContractError || observed.counterpart() instanceof ContractError) return null;
  const judgements = explainReceipt(withApiCode(receipt), observed);
  const issues = new Map(judgements.flatMap(issuesOf).map((issue) => [issueId(issue), issue]));
  const left = issues.size - maxRows;
  return {
    summaries: judgements.map((judgement) => ({ name: names[judgement.ruleSet], text: summary(judgement) })),
    rows: [...issues.values()].slice(0, maxRows).map((issue) => ({
      key: issue.key,
      message: maskPersonalData(issue.message, ''),
      ruleSets: judgements.map((judgement) => ({ name: names[judgement.ruleSet], ...verdictUnder(judgement, issue) })),
    })),
    left: left > 0 ? `And ${left} more.` : '',
  };
}

const maskedApiCode = /^\*{8}-\*{4}-\*{4}-\*{4}-\*{8}[\da-f]{4}$/i;

/** Replaces a masked API code by another one of the same form, which gets the same result. */
function withApiCode(receipt: JsonValue): JsonValue {
  if (!isObject(receipt) || typeof receipt['apiCode'] !== 'string' || !maskedApiCode.test(receipt['apiCode'])) {
    return receipt;
  }
  return { ...receipt, apiCode: dummyApiCodes[0] ?? '' };
}

function issuesOf({ errors, warnings, notLookedAtYet }: ReceiptExplanation): Explained[] {
  return [...errors, ...warnings, ...notLookedAtYet];
}

/** Returns the identity of an issue, as in the mock's notes. */
function issueId({ key, errorType }: Explained): string {
  return `${key}\n${errorType}`;
}

function summary({ accepted, defect, errors, warnings }: ReceiptExplanation): string {
  const count = (list: readonly unknown[], word: string) => `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  if (defect !== null) return `not accepted. ${defect}`;
  if (!accepted) return `refused, with ${count(errors, 'error')}`;
  return warnings.length === 0 ? 'accepted, without warnings' : `accepted, with ${count(warnings, 'warning')}`;
}

function verdictUnder({ accepted, errors, warnings, notLookedAtYet }: ReceiptExplanation, issue: Explained) {
  const isAmong = (list: readonly Explained[]) => list.some((other) => issueId(other) === issueId(issue));
  if (isAmong(errors)) return { text: 'An error', isObjection: true };
  if (isAmong(warnings)) return { text: 'A warning', isObjection: true };
  if (isAmong(notLookedAtYet)) return { text: 'An error, after the others are fixed', isObjection: true };
  return { text: accepted ? 'No objection' : 'No error', isObjection: false };
}
