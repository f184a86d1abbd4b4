import type { Finding } from '../../spec/types/verdict.ts';
import { escapeLine, truncateText } from './escape.ts';

/** Breaks what code hosts act on, wherever it stands, without showing: a zero-width space that the source spells out. */
const pause = '&#8203;';

/**
 * Untrusted text as one line of Markdown that shows exactly itself: no markup, no HTML, no mention, no reference to an
 * issue, no link. At most so many characters, before escaping.
 */
export function markdownText(text: string, max: number): string {
  return (
    truncateText(escapeLine(text), max)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Signs that mean something only at the start of a line, or after one of these, need no escape.
      .replace(/[\\`*_[\]|~$]/g, '\\$&')
      // A backslash does not stop these: code hosts look for them in the text after it was rendered.
      .replace(/[@#]/g, `$&${pause}`)
      .replace(/:(?=\/\/)|:(?=[a-z_]+:)|\bwww(?=\.)|\bGH(?=-)/gi, `$&${pause}`)
  );
}

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
