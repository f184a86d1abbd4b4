import { at, isObject } from '../../spec/json.ts';
import { requirementOf } from '../../spec/requirements.ts';
import { type Exchange, jsonOf } from '../../spec/types/exchange.ts';
import type { ScenarioResult } from '../../spec/types/verdict.ts';

/** Response fields that every scenario is judged by. They are always marked. */
export const responseFields = ['wasteTrackingId', 'validation.errors', 'validation.warnings', 'message'];

type FieldsSource = Pick<ScenarioResult, 'requirement' | 'findings'>;

/** Returns the receipt fields that a scenario is about: those of its requirement, and those that the response names. */
export function receiptFieldsOf({ requirement }: Pick<FieldsSource, 'requirement'>, exchange: Exchange): string[] {
  return [...new Set([...(requirementOf(requirement)?.fields ?? []), ...fieldsInResponse(exchange)])];
}

/** Returns the same, and the fields or header names of the findings. */
export function relevantFields(result: FieldsSource, exchange: Exchange): string[] {
  const ofFindings = result.findings.flatMap(({ field }) => field ?? []);
  return [...new Set([...receiptFieldsOf(result, exchange), ...ofFindings])];
}

/** True if a header is among the fields. Findings write header names as the guides do, the journal in lower case. */
export function isAmongFields(name: string, fields: readonly string[]): boolean {
  return fields.some((field) => field.toLowerCase() === name.toLowerCase());
}

/** Returns the keys of the errors and warnings in a response. */
function fieldsInResponse({ response }: Exchange): string[] {
  const answer = jsonOf(response.body);
  return ['errors', 'warnings'].flatMap((kind) => {
    const issues = at(answer, 'validation', kind);
    if (!Array.isArray(issues)) return [];
    return issues.flatMap((issue) => (isObject(issue) && typeof issue['key'] === 'string' ? [issue['key']] : []));
  });
}
