import { at, isObject } from '../../spec/json.ts';
import { requirementOf } from '../../spec/requirements.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';

type Result = Pick<ScenarioResult, 'requirement' | 'findings'>;

/** The fields of a receipt that a scenario is about: its requirement's, and those that the answer names. */
export function fieldsOfReceipt({ requirement }: Pick<Result, 'requirement'>, exchange: Exchange): string[] {
  return [...new Set([...(requirementOf(requirement)?.fields ?? []), ...namedIn(exchange)])];
}

/** The same, and what its findings are about: fields, or names of headers. */
export function fieldsThatMatter(result: Result, exchange: Exchange): string[] {
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
