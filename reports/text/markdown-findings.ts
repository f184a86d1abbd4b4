import type { Finding } from '../../spec/types/verdict.ts';
import { markdownText } from './markdown.ts';

const maxFindings = 3;

/** The first few findings, each on one line, and how many more there are. */
export function markdownFindings(findings: readonly Finding[]): string[] {
  const left = findings.length - maxFindings;
  const shown = findings.slice(0, maxFindings).map(finding);
  return left > 0 ? [...shown, `(${left} more in report.html)`] : shown;
}

function finding({ text, field, expected, found }: Finding): string {
  const facts = [
    field === undefined ? '' : `field: ${markdownText(field, 100)}`,
    expected === undefined ? '' : `expected: ${markdownText(expected, 120)}`,
    found === undefined ? '' : `found: ${markdownText(found, 120)}`,
  ].filter(Boolean);
  return markdownText(text, 300) + (facts.length === 0 ? '' : ` (${facts.join('; ')})`);
}
