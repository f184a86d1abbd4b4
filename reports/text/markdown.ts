import type { Finding } from '../../spec/types/verdict.ts';
import { escapeLine, truncateText } from './escape.ts';

/** A zero-width space, spelt out: it breaks what code hosts turn into a mention or a link, and is not visible. */
const zeroWidthSpace = '&#8203;';

/**
 * Escapes untrusted text as one line of Markdown: no markup, no HTML, no mention, no reference to an issue, no link.
 * `max` counts characters before escaping.
 */
export function markdownText(text: string, max: number): string {
  return (
    truncateText(escapeLine(text), max)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Characters that are special only at the start of a line, or after one of these, need no escape.
      .replace(/[\\`*_[\]|~$]/g, '\\$&')
      // A backslash does not help here: code hosts look for these in the rendered text.
      .replace(/[@#]/g, `$&${zeroWidthSpace}`)
      .replace(/:(?=\/\/)|:(?=[a-z_]+:)|\bwww(?=\.)|\bGH(?=-)/gi, `$&${zeroWidthSpace}`)
  );
}

const maxFindings = 3;

/** Returns the first findings, each on one line, and the number of the rest. */
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
