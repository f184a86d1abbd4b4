import type { Exchange, Note } from '../../spec/types/exchange.ts';
import type { Finding, ScenarioResult } from '../../spec/types/verdict.ts';
import { verdictWords } from './labels.ts';

/** Returns the findings that explain why a scenario did not pass. */
export function failuresIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level }) => level === undefined);
}

/** Returns the warnings, which change no verdict. */
export function warningsIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level }) => level === 'warning');
}

/** Returns what is not wrong yet, such as a missed deadline of a duty that begins later. */
export function notesIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level }) => level === 'note');
}

/** Returns the verdict as a label with the number of warnings: `Passed`, `Passed, 1 warning`. */
export function verdictLabel({ verdict, findings }: Pick<ScenarioResult, 'verdict' | 'findings'>): string {
  const count = warningsIn(findings).length;
  const { word } = verdictWords[verdict];
  return count === 0 ? word : `${word}, ${count} ${count === 1 ? 'warning' : 'warnings'}`;
}

/** Returns the sentence that explains a verdict: the first failure, otherwise the declaration, otherwise the first warning. */
export function reasonFor({ findings, declaration }: Pick<ScenarioResult, 'findings' | 'declaration'>): string {
  return failuresIn(findings)[0]?.text ?? declaration?.reason ?? warningsIn(findings)[0]?.text ?? '';
}

/** Returns the mock's explanation of the field that a finding is about, with its fix, if there is one. */
export function explanationOf({ field }: Finding, exchanges: readonly Pick<Exchange, 'notes'>[]): Note | undefined {
  if (field === undefined) return undefined;
  const notes = exchanges.flatMap((exchange) => exchange.notes);
  return notes.find(({ kind, key, fix }) => kind === 'explanation' && key === field && fix !== undefined);
}

/** Returns a finding as lines of plain text. */
export function findingLines({ text, field, expected, found }: Finding): string {
  const parts = [`- ${text}`];
  if (field !== undefined) parts.push(`  field: ${field}`);
  if (expected !== undefined) parts.push(`  expected: ${expected}`);
  if (found !== undefined) parts.push(`  found: ${found}`);
  return parts.join('\n');
}
