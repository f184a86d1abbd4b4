import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { truncateText } from '../text/escape.ts';
import { firstFew } from '../text/first-few.ts';
import { fieldsOfAnswers, headingOf } from './exchange.ts';
import { fieldsOfReceipt, fieldsThatMatter, isFieldOf } from './html-fields.ts';
import { absentFields, jsonExcerpt, type TextRun } from './json-tree.ts';

/** What matters of one exchange, open on the page; the whole of it is folded below. */
export interface ExcerptView {
  heading: string;
  label: string;
  parts: { heading: string; label: string; runs: TextRun[] }[];
  /** Fields that matter and were not sent; empty where all were. */
  absent: string;
}

type Result = Pick<ScenarioResult, 'id' | 'requirement' | 'findings'>;

const maxAbsent = 6;
const maxOfHeader = 300;

/** Null where nothing of what matters can be shown. */
export function excerptView(exchange: Exchange, result: Result): ExcerptView | null {
  const fields = fieldsThatMatter(result, exchange);
  const { seq, request, response } = exchange;
  const sent = jsonOf(request.body);
  const answered = jsonOf(response.body);
  const headers = Object.entries(request.headers)
    .filter(([name]) => isFieldOf(name, fields))
    .map(([name, value]) => ({ text: truncateText(`${name}: ${value}`, maxOfHeader), isMarked: true }));
  const parts = [
    { heading: 'Sent', runs: [...headers, ...(sent === undefined ? [] : jsonExcerpt(sent, fields))] },
    { heading: 'Answered', runs: answered === undefined ? [] : jsonExcerpt(answered, fieldsOfAnswers) },
  ].filter(({ runs }) => runs.length > 0);
  const absent = sent === undefined ? [] : absentFields(sent, fieldsOfReceipt(result, exchange));
  if (parts.length === 0 && absent.length === 0) return null;
  return {
    heading: headingOf(exchange),
    label: `What matters of exchange ${seq}, ${result.id}`,
    parts: parts.map((part) => ({ ...part, label: `${part.heading} in exchange ${seq}, ${result.id}` })),
    absent: firstFew(absent, maxAbsent),
  };
}
