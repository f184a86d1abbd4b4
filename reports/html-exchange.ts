import { type Body, type Exchange, jsonOf } from '../spec/exchange.ts';
import { answerInWords, faultWords } from './fault-in-words.ts';
import { noteInWords } from './note-in-words.ts';
import { howLong, when } from './when.ts';

/** Beyond this a body is cut: nobody reads further on a page, and rehearsal.json has the whole of it. */
const mostCharacters = 20_000;

/** A block of recorded text on the page: what a screen reader calls it, the text, and a word where it was cut. */
export interface Block {
  heading: string;
  label: string;
  text: string;
  cut: string;
}

export interface ExchangeView {
  heading: string;
  facts: string;
  blocks: Block[];
  notes: string[];
}

/** One exchange as evidence of a scenario. `owner` keeps the labels of an exchange that serves two scenarios apart. */
export function exchangeView(exchange: Exchange, owner: string): ExchangeView {
  const { seq, at, durationMs, clientId, request, response, notes, fault } = exchange;
  const label = (what: string) => `${what} of exchange ${seq}, ${owner}`;
  return {
    heading: `Exchange ${seq}: ${request.method} ${request.url}, answer: ${answerInWords(exchange)}`,
    facts: `Sent on ${when(at)} by ${clientId ?? 'an unknown client'}; it ended after ${howLong(durationMs)}.${fault === undefined ? '' : ` Planned fault: ${faultWords[fault]}.`}`,
    blocks: [
      headersBlock('Request headers', label('Request headers'), request.headers),
      bodyBlock('Request body', label('Request body'), request.body),
      headersBlock('Response headers', label('Response headers'), response.headers),
      bodyBlock('Response body', label('Response body'), response.body),
    ],
    notes: notes.map((note) => `${noteInWords(note)} (source: ${note.source})`),
  };
}

/** Any JSON value as a block. The heading is empty where what stands around it says what it is. */
export function jsonBlock(heading: string, label: string, value: unknown): Block {
  return block(heading, label, JSON.stringify(value, null, 2));
}

function bodyBlock(heading: string, label: string, body: Body): Block {
  const json = jsonOf(body);
  if (json !== undefined) return jsonBlock(heading, label, json);
  return block(heading, label, body !== null && 'text' in body ? body.text : '');
}

function headersBlock(heading: string, label: string, headers: Record<string, string>): Block {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return block(heading, label, lines.join('\n'));
}

function block(heading: string, label: string, text: string): Block {
  if (text.length <= mostCharacters) return { heading, label, text, cut: '' };
  const count = new Intl.NumberFormat('en-GB').format;
  return {
    heading,
    label,
    text: text.slice(0, mostCharacters),
    cut: `Cut after ${count(mostCharacters)} of ${count(text.length)} characters. The file rehearsal.json has the whole of it.`,
  };
}
