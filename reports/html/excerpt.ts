import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { truncateText } from '../text/escape.ts';
import { describeFaultedResponse } from '../text/faults.ts';
import { firstFew } from '../text/labels.ts';
import { absentFields, jsonExcerpt, type TextRun } from './json-tree.ts';
import { isAmongFields, receiptFieldsOf, relevantFields, responseFields } from './relevant-fields.ts';

/** The relevant part of one exchange, shown open on the page. The full exchange is folded below it. */
export interface ExcerptView {
  heading: string;
  label: string;
  parts: { heading: string; label: string; runs: TextRun[] }[];
  /** Relevant fields that were not sent. Empty if all were. */
  absent: string;
}

type Result = Pick<ScenarioResult, 'id' | 'requirement' | 'findings'>;

const maxAbsent = 6;
const maxHeaderLength = 300;

/** Returns null if the exchange holds none of the relevant fields. */
export function excerptView(exchange: Exchange, result: Result): ExcerptView | null {
  const fields = relevantFields(result, exchange);
  const { seq, request, response } = exchange;
  const sent = jsonOf(request.body);
  const received = jsonOf(response.body);
  const headers = Object.entries(request.headers)
    .filter(([name]) => isAmongFields(name, fields))
    .map(([name, value]) => ({ text: truncateText(`${name}: ${value}`, maxHeaderLength), isMarked: true }));
  const parts = [
    { heading: 'Request', runs: [...headers, ...(sent === undefined ? [] : jsonExcerpt(sent, fields))] },
    { heading: 'Response', runs: received === undefined ? [] : jsonExcerpt(received, responseFields) },
  ].filter(({ runs }) => runs.length > 0);
  const absent = sent === undefined ? [] : absentFields(sent, receiptFieldsOf(result, exchange));
  if (parts.length === 0 && absent.length === 0) return null;
  return {
    heading: exchangeHeading(exchange),
    label: `Relevant part of exchange ${seq}, ${result.id}`,
    parts: parts.map((part) => ({ ...part, label: `${part.heading} in exchange ${seq}, ${result.id}` })),
    absent: firstFew(absent, maxAbsent),
  };
}

export function exchangeHeading(exchange: Exchange): string {
  const { seq, request } = exchange;
  return `Exchange ${seq}: ${request.method} ${request.url}, response: ${describeFaultedResponse(exchange)}`;
}
