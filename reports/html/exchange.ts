import type { JsonValue } from '../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import { describeNote } from '../text/descriptions.ts';
import { describeFault, describeFaultedResponse } from '../text/faults.ts';
import { formatDate, formatDuration } from '../text/format-date.ts';
import { isFieldOf } from './html-fields.ts';
import { markedJson, type TextRun } from './json-tree.ts';
import { generousLimits } from './limits.ts';

/** A block of recorded text on the page: what a screen reader calls it, the text, and a word where it was cut. */
export interface Block {
  heading: string;
  label: string;
  runs: TextRun[];
  cut: string;
}

export interface ExchangeView {
  heading: string;
  facts: string;
  blocks: Block[];
  notes: string[];
  /** True where it belongs on paper too. */
  isPrinted: boolean;
}

/** What is marked in every answer: they are what a scenario is judged by. */
export const fieldsOfAnswers = ['wasteTrackingId', 'validation.errors', 'validation.warnings', 'message'];

export interface Shown {
  /** Keeps the labels of an exchange that serves two scenarios apart. */
  owner: string;
  /** What matters of the request, as wire keys and names of headers. */
  fields: readonly string[];
  isPrinted: boolean;
  characters: number;
}

/** One exchange as evidence of a scenario, in full. */
export function exchangeSection(exchange: Exchange, { owner, fields, isPrinted, characters }: Shown): ExchangeView {
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
