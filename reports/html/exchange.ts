import type { JsonValue } from '../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { describeNote } from '../text/descriptions.ts';
import { describeFault } from '../text/faults.ts';
import { failuresIn } from '../text/findings.ts';
import { formatDate, formatDuration } from '../text/format-date.ts';
import { firstFew } from '../text/labels.ts';
import { suiteOf } from '../text/verdict-summary.ts';
import { type ExcerptView, excerptView, exchangeHeading } from './excerpt.ts';
import { markedJson, type TextRun } from './json-tree.ts';
import { generousLimits, type Limits } from './limits.ts';
import { isAmongFields, relevantFields, responseFields } from './relevant-fields.ts';

/** A block of recorded text. `label` is its name for screen readers; `cut` says how much was left out. */
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
  /** True if it is printed too. */
  isPrinted: boolean;
}

interface SectionOptions {
  /** The scenario's id: makes labels unique if two scenarios share an exchange. */
  owner: string;
  /** Relevant fields of the request: wire keys and header names. */
  fields: readonly string[];
  isPrinted: boolean;
  characters: number;
}

/** Returns one exchange in full, as evidence of a scenario. */
function exchangeSection(exchange: Exchange, { owner, fields, isPrinted, characters }: SectionOptions): ExchangeView {
  const { seq, at, durationMs, clientId, request, response, notes, fault } = exchange;
  const label = (what: string) => `${what} of exchange ${seq}, ${owner}`;
  const block = (heading: string, runs: TextRun[]) => truncatedBlock(heading, label(heading), runs, characters);
  return {
    heading: exchangeHeading(exchange),
    facts: `Sent on ${formatDate(at)} by ${clientId ?? 'an unknown client'}; answered after ${formatDuration(durationMs)}.${fault === undefined ? '' : ` Injected fault: ${describeFault[fault]}.`}`,
    blocks: [
      block('Request headers', headerRuns(request.headers, fields)),
      block('Request body', bodyRuns(request.body, fields)),
      block('Response headers', headerRuns(response.headers, [])),
      block('Response body', bodyRuns(response.body, responseFields)),
    ],
    notes: notes.map((note) => `${describeNote(note)} (source: ${note.source})`),
    isPrinted,
  };
}

/** Returns any JSON value as a block. The heading is empty if the context already names it. */
export function jsonBlock(
  heading: string,
  label: string,
  value: object,
  characters = generousLimits.characters,
): Block {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  return truncatedBlock(heading, label, markedJson(json, []), characters);
}

function bodyRuns(body: Body, fields: readonly string[]): TextRun[] {
  const json = jsonOf(body);
  if (json !== undefined) return markedJson(json, fields);
  return body === null || !('text' in body) || body.text === '' ? [] : [{ text: body.text, isMarked: false }];
}

/** Returns one line per header and marks those among the fields. */
function headerRuns(headers: Record<string, string>, fields: readonly string[]): TextRun[] {
  return Object.entries(headers).map(([name, value]) => {
    return { text: `${name}: ${value}`, isMarked: isAmongFields(name, fields) };
  });
}

/** Cuts a block after `max` characters. `rehearsal.json` has all of it. */
function truncatedBlock(heading: string, label: string, runs: TextRun[], max: number): Block {
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
  const cut = `Cut after ${count(max)} of ${count(length)} characters. The file rehearsal.json has all of it.`;
  return { heading, label, runs: kept, cut };
}

export interface EvidenceView {
  excerpts: ExcerptView[];
  exchanges: ExchangeView[];
  /** True if some of them are printed too. */
  isPrinted: boolean;
  /** Shown in print, where nothing can be unfolded. */
  printNote: string;
  /** Empty if all exchanges of the verdict are shown. */
  left: string;
  /** Empty if the rehearsal holds all exchanges of the verdict. */
  missing: string;
}

const maxMissing = 20;
const maxSeqsInPrint = 10;
const maxExcerpts = 2;

type Result = Pick<ScenarioResult, 'id' | 'requirement' | 'exchanges' | 'findings' | 'verdict'>;

/** Returns the evidence of a verdict. Of many exchanges, those named in findings or with an error are chosen first. */
export function evidenceView(
  result: Result,
  recorded: ReadonlyMap<number, Exchange>,
  limits: Limits = generousLimits,
): EvidenceView {
  const { id: owner, exchanges: seqs, findings, verdict } = result;
  const found = [...new Set(seqs)].flatMap((seq) => recorded.get(seq) ?? []).toSorted((a, b) => a.seq - b.seq);
  const missing = seqs.filter((seq) => !recorded.has(seq));
  const keyExchanges = keyExchangesOf(result, found);
  const max = verdict === 'pass' && findings.length === 0 ? limits.samples : limits.exchanges;
  const rest = found.filter((exchange) => !keyExchanges.includes(exchange));
  const byPriority = [...keyExchanges, ...rest.filter(hasFailed), ...rest.filter((exchange) => !hasFailed(exchange))];
  const shown = byPriority.slice(0, max).toSorted((a, b) => a.seq - b.seq);
  const isPrinted = verdict === 'fail' && failuresIn(findings).length > 0 && keyExchanges.length > 0;
  return {
    excerpts: keyExchanges.flatMap((exchange) => excerptView(exchange, result) ?? []),
    exchanges: shown.map((exchange) => {
      const fields = relevantFields(result, exchange);
      const isKey = keyExchanges.includes(exchange);
      return exchangeSection(exchange, {
        owner,
        fields,
        isPrinted: isPrinted && isKey,
        characters: limits.characters,
      });
    }),
    isPrinted,
    printNote: describeForPrint(found),
    left: describeOmitted(shown.length, found.length),
    missing:
      missing.length === 0 ? '' : `These exchanges are missing from the rehearsal: ${firstFew(missing, maxMissing)}.`,
  };
}

/** Returns the exchanges to read first: the receipt that was judged; for behaviour, those that the findings name. */
function keyExchangesOf({ findings, ...result }: Result, found: readonly Exchange[]): Exchange[] {
  if (suiteOf(result) === 'behaviour') {
    const named = new Set(findings.filter(({ field }) => field !== undefined).flatMap(seqsIn));
    return found.filter(({ seq }) => named.has(seq)).slice(0, maxExcerpts);
  }
  const receipts = found.filter(
    ({ operationId }) => operationId === 'receiveMovement' || operationId === 'updateMovement',
  );
  return receipts.slice(-1);
}

function seqsIn({ text }: Finding): number[] {
  return [...text.matchAll(/\bexchange (\d{1,9})\b/g)].map(([, seq]) => Number(seq));
}

function hasFailed({ response: { status }, fault }: Exchange): boolean {
  return fault !== undefined || status === 0 || status >= 400;
}

function describeOmitted(shown: number, all: number): string {
  if (shown === all) return '';
  return `The verdict rests on ${all} exchanges. ${shown} of them are shown, those with an error first. The file rehearsal.json has the other ${all - shown}.`;
}

function describeForPrint(found: readonly Exchange[]): string {
  const seqs = firstFew(
    found.map(({ seq }) => seq),
    maxSeqsInPrint,
  );
  return `${found.length === 1 ? 'Exchange' : 'Exchanges'} ${seqs}. The screen version shows more; the file rehearsal.json has all of it.`;
}
