import type { Finding } from '../spec/verdict.ts';
import { findingLines } from './finding-lines.ts';
import { shortened, visible, visibleLine } from './visible.ts';

const mostOfText = 2000;
const mostFindings = 50;

/** Untrusted text for a tool that shows it: nothing invisible, nothing that steers a terminal, not without end. */
export function plain(text: string, most: number = mostOfText): string {
  return visible(shortened(text, most));
}

/** The same on one line. */
export function plainLine(text: string, most: number = mostOfText): string {
  return visibleLine(shortened(text, most));
}

/** The first of the findings, each with its facts on lines of their own. */
export function plainFindings(findings: readonly Finding[]): string {
  const shown = findings
    .slice(0, mostFindings)
    .map((each) => plain(findingLines(shortenedFinding(each)), 4 * mostOfText));
  const left = findings.length - shown.length;
  return [...shown, ...(left > 0 ? [`(${left} more in rehearsal.json)`] : [])].join('\n');
}

function shortenedFinding(finding: Finding): Finding {
  const { text, field, expected, found } = finding;
  return {
    text: shortened(text, mostOfText),
    ...(field === undefined ? {} : { field: shortened(field, mostOfText / 4) }),
    ...(expected === undefined ? {} : { expected: shortened(expected, mostOfText / 2) }),
    ...(found === undefined ? {} : { found: shortened(found, mostOfText / 2) }),
  };
}
