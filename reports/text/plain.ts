import type { Finding } from '../../spec/types/verdict.ts';
import { escapeControls, escapeLine, truncateText } from './escape.ts';
import { findingLines } from './finding-lines.ts';

const maxOfText = 2000;
const maxFindings = 50;

/** Untrusted text for a tool that shows it: nothing invisible, nothing that steers a terminal, not without end. */
export function plain(text: string, max: number = maxOfText): string {
  return escapeControls(truncateText(text, max));
}

/** The same on one line. */
export function plainLine(text: string, max: number = maxOfText): string {
  return escapeLine(truncateText(text, max));
}

/** The first of the findings, each with its facts on lines of their own. */
export function plainFindings(findings: readonly Finding[]): string {
  const shown = findings
    .slice(0, maxFindings)
    .map((each) => plain(findingLines(shortenedFinding(each)), 4 * maxOfText));
  const left = findings.length - shown.length;
  return [...shown, ...(left > 0 ? [`(${left} more in rehearsal.json)`] : [])].join('\n');
}

function shortenedFinding(finding: Finding): Finding {
  const { text, field, expected, found } = finding;
  return {
    text: truncateText(text, maxOfText),
    ...(field === undefined ? {} : { field: truncateText(field, maxOfText / 4) }),
    ...(expected === undefined ? {} : { expected: truncateText(expected, maxOfText / 2) }),
    ...(found === undefined ? {} : { found: truncateText(found, maxOfText / 2) }),
  };
}
