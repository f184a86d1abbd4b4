import { at, isObject } from '../../spec/json.ts';
import { requirementOf } from '../../spec/requirements.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import { truncateText } from '../text/escape.ts';
import { firstFew } from '../text/labels.ts';
import { fieldsOfAnswers, headingOf } from './exchange.ts';
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

type ResultLike = Pick<ScenarioResult, 'requirement' | 'findings'>;

/** The fields of a receipt that a scenario is about: its requirement's, and those that the answer names. */
function fieldsOfReceipt({ requirement }: Pick<ResultLike, 'requirement'>, exchange: Exchange): string[] {
  return [...new Set([...(requirementOf(requirement)?.fields ?? []), ...namedIn(exchange)])];
}

/** The same, and what its findings are about: fields, or names of headers. */
export function fieldsThatMatter(result: ResultLike, exchange: Exchange): string[] {
  const ofFindings = result.findings.flatMap(({ field }) => field ?? []);
  return [...new Set([...fieldsOfReceipt(result, exchange), ...ofFindings])];
}

/** Whether a header is among the fields: a finding names one as it stands in the guides, the journal in lower case. */
export function isFieldOf(name: string, fields: readonly string[]): boolean {
  return fields.some((field) => field.toLowerCase() === name.toLowerCase());
}

/** The keys of the errors and warnings of an answer. */
function namedIn({ response }: Exchange): string[] {
  const answer = jsonOf(response.body);
  return ['errors', 'warnings'].flatMap((kind) => {
    const issues = at(answer, 'validation', kind);
    if (!Array.isArray(issues)) return [];
    return issues.flatMap((issue) => (isObject(issue) && typeof issue['key'] === 'string' ? [issue['key']] : []));
  });
}
