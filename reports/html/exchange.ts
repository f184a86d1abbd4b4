import type { JsonValue } from '../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { describeNote } from '../text/descriptions.ts';
import { describeFault, describeFaultedResponse } from '../text/faults.ts';
import { failuresIn } from '../text/findings.ts';
import { formatDate, formatDuration } from '../text/format-date.ts';
import { firstFew } from '../text/labels.ts';
import { suiteInWords } from '../text/verdict-summary.ts';
import { type ExcerptView, excerptView, fieldsThatMatter, isFieldOf } from './excerpt.ts';
import { markedJson, type TextRun } from './json-tree.ts';
import { generousLimits, type Limits } from './limits.ts';

/** A block of recorded text on the page: what a screen reader calls it, the text, and a word where it was cut. */
export interface Block {
  heading: string;
  label: string;
  runs: TextRun[];
  cut: string;
}

interface ExchangeView {
  heading: string;
  facts: string;
  blocks: Block[];
  notes: string[];
  /** True where it belongs on paper too. */
  isPrinted: boolean;
}

/** What is marked in every answer: they are what a scenario is judged by. */
export const fieldsOfAnswers = ['wasteTrackingId', 'validation.errors', 'validation.warnings', 'message'];

interface Shown {
  /** Keeps the labels of an exchange that serves two scenarios apart. */
  owner: string;
  /** What matters of the request, as wire keys and names of headers. */
  fields: readonly string[];
  isPrinted: boolean;
  characters: number;
}

/** One exchange as evidence of a scenario, in full. */
function exchangeSection(exchange: Exchange, { owner, fields, isPrinted, characters }: Shown): ExchangeView {
  const { seq, at, durationMs, clientId, request, response, notes, fault } = exchange;
  const label = (what: string) => `${what} of exchange ${seq}, ${owner}`;
  const block = (heading: string, runs: TextRun[]) => cutBlock(heading, label(heading), runs, characters);
  return {
    heading: headingOf(exchange),
    facts: `Sent on ${formatDate(at)} by ${clientId ?? 'an unknown client'}; it ended after ${formatDuration(durationMs)}.${fault === undefined ? '' : ` Planned fault: ${describeFault[fault]}.`}`,
    blocks: [
      block('Request headers', headerRuns(request.headers, fields)),
      block('Request body', bodyRuns(request.body, fields)),
      block('Response headers', headerRuns(response.headers, [])),
      block('Response body', bodyRuns(response.body, fieldsOfAnswers)),
    ],
    notes: notes.map((note) => `${describeNote(note)} (source: ${note.source})`),
    isPrinted,
  };
}

export function headingOf(exchange: Exchange): string {
  const { seq, request } = exchange;
  return `Exchange ${seq}: ${request.method} ${request.url}, answer: ${describeFaultedResponse(exchange)}`;
}

/** Any JSON value as a block. The heading is empty where what stands around it says what it is. */
export function jsonBlock(
  heading: string,
  label: string,
  value: object,
  characters = generousLimits.characters,
): Block {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  return cutBlock(heading, label, markedJson(json, []), characters);
}

function bodyRuns(body: Body, fields: readonly string[]): TextRun[] {
  const json = jsonOf(body);
  if (json !== undefined) return markedJson(json, fields);
  return body === null || !('text' in body) || body.text === '' ? [] : [{ text: body.text, isMarked: false }];
}

/** A header to a line; those that are among the fields are marked. */
function headerRuns(headers: Record<string, string>, fields: readonly string[]): TextRun[] {
  return Object.entries(headers).map(([name, value]) => {
    return { text: `${name}: ${value}`, isMarked: isFieldOf(name, fields) };
  });
}

/** Beyond its cap a block is cut: nobody reads further on a page, and `rehearsal.json` has the whole of it. */
function cutBlock(heading: string, label: string, runs: TextRun[], max: number): Block {
  const length = runs.reduce((sum, { text }) => sum + text.length + 1, -1);
  if (length <= max) return { heading, label, runs, cut: '' };
  let left = max;
  const kept = runs.flatMap(({ text, isMarked }) => {
    if (left <= 0) return [];
    const part = text.slice(0, left);
    left -= text.length + 1;
    return { text: part, isMarked };
  });
  const count = new Intl.NumberFormat('en-GB').format;
  const cut = `Cut after ${count(max)} of ${count(length)} characters. The file rehearsal.json has the whole of it.`;
  return { heading, label, runs: kept, cut };
}

export interface EvidenceView {
  excerpts: ExcerptView[];
  exchanges: ExchangeView[];
  /** True where some of them belong on paper too. */
  isPrinted: boolean;
  /** For who reads on paper, where nothing can be unfolded. */
  onPaper: string;
  /** Empty where all that the verdict rests on is shown. */
  left: string;
  /** Empty where the rehearsal holds all that the verdict rests on. */
  missing: string;
}

const maxMissing = 20;
const maxOnPaper = 10;
const maxExcerpts = 2;

type Result = Pick<ScenarioResult, 'id' | 'requirement' | 'exchanges' | 'findings' | 'verdict'>;

/** What a verdict rests on. Of many, those named or gone wrong come before others, all in journal order. */
export function evidenceView(
  result: Result,
  recorded: ReadonlyMap<number, Exchange>,
  caps: Limits = generousLimits,
): EvidenceView {
  const { id: owner, exchanges: restsOn, findings, verdict } = result;
  const held = [...new Set(restsOn)].flatMap((seq) => recorded.get(seq) ?? []).toSorted((a, b) => a.seq - b.seq);
  const missing = restsOn.filter((seq) => !recorded.has(seq));
  const telling = tellingOf(result, held);
  const max =
    held.length > caps.exchanges && verdict === 'pass' && findings.length === 0 ? caps.samples : caps.exchanges;
  const rest = held.filter((exchange) => !telling.includes(exchange));
  const inOrder = [...telling, ...rest.filter(wentWrong), ...rest.filter((exchange) => !wentWrong(exchange))];
  const shown = inOrder.slice(0, max).toSorted((a, b) => a.seq - b.seq);
  const isPrinted = verdict === 'fail' && failuresIn(findings).length > 0 && telling.length > 0;
  return {
    excerpts: telling.flatMap((exchange) => excerptView(exchange, result) ?? []),
    exchanges: shown.map((exchange) => {
      const fields = fieldsThatMatter(result, exchange);
      const isTelling = telling.includes(exchange);
      return exchangeSection(exchange, {
        owner,
        fields,
        isPrinted: isPrinted && isTelling,
        characters: caps.characters,
      });
    }),
    isPrinted,
    onPaper: onPaper(held),
    left: leftOut(shown.length, held.length),
    missing:
      missing.length === 0
        ? ''
        : `The rehearsal names exchanges that it does not hold: ${firstFew(missing, maxMissing)}.`,
  };
}

/** Those that a reader should see first: the receipt that was judged; for behaviour, what the findings name. */
function tellingOf({ findings, ...result }: Result, held: readonly Exchange[]): Exchange[] {
  if (suiteInWords(result) === 'behaviour') {
    const named = new Set(findings.filter(({ field }) => field !== undefined).flatMap(seqsIn));
    return held.filter(({ seq }) => named.has(seq)).slice(0, maxExcerpts);
  }
  const receipts = held.filter(
    ({ operationId }) => operationId === 'receiveMovement' || operationId === 'updateMovement',
  );
  return receipts.slice(-1);
}

function seqsIn({ text }: Finding): number[] {
  return [...text.matchAll(/\bexchange (\d{1,9})\b/g)].map(([, seq]) => Number(seq));
}

function wentWrong({ response: { status }, fault }: Exchange): boolean {
  return fault !== undefined || status === 0 || status >= 400;
}

function leftOut(shown: number, all: number): string {
  if (shown === all) return '';
  return `The verdict rests on ${all} exchanges. These are ${shown} of them: first those in which something went wrong, then others. The file rehearsal.json has the other ${all - shown}.`;
}

function onPaper(held: readonly Exchange[]): string {
  const seqs = firstFew(
    held.map(({ seq }) => seq),
    maxOnPaper,
  );
  return `${held.length === 1 ? 'Exchange' : 'Exchanges'} ${seqs}. The page on a screen shows more of this, and the file rehearsal.json all of it.`;
}
