import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { verdictWords } from './labels.ts';

/** What broke an expectation, or kept the scenario from being judged. */
export function failuresIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level }) => level === undefined);
}

/** What a reader should weigh, and no verdict rests on. */
export function warningsIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level }) => level === 'warning');
}

/** The verdict as a label: `Passed`, or `Passed, 1 warning`, for a pass must not hide what there is to weigh. */
export function verdictLabel({ verdict, findings }: Pick<ScenarioResult, 'verdict' | 'findings'>): string {
  const count = warningsIn(findings).length;
  const { word } = verdictWords[verdict];
  return count === 0 ? word : `${word}, ${count} ${count === 1 ? 'warning' : 'warnings'}`;
}

/** The first sentence that explains a verdict: what broke, else what the vendor declares, else what there is to weigh. */
export function reasonFor({ findings, declaration }: Pick<ScenarioResult, 'findings' | 'declaration'>): string {
  return failuresIn(findings)[0]?.text ?? declaration?.reason ?? warningsIn(findings)[0]?.text ?? '';
}

/** A finding as lines of plain text, for formats that show text as it is. */
export function findingLines({ text, field, expected, found }: Finding): string {
  const parts = [`- ${text}`];
  if (field !== undefined) parts.push(`  field: ${field}`);
  if (expected !== undefined) parts.push(`  expected: ${expected}`);
  if (found !== undefined) parts.push(`  found: ${found}`);
  return parts.join('\n');
}
