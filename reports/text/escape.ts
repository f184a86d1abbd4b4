import type { Finding } from '../../spec/types/verdict.ts';
import { findingLines } from './findings.ts';

/**
 * Everything that a reader would not see or that would change how the rest is shown: control characters (terminal
 * escapes among them), bidirectional marks and other invisible ones, lone surrogates, and line and paragraph separators.
 * XML 1.0 forbids some of these; no report needs any of them.
 */
const unseen =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** The text with every invisible or controlling character written out, such as `⟨U+202E⟩`. Line breaks and tabs stay. */
export function escapeControls(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (char) => `⟨U+${codePoint(char).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** The same on one line. */
export function escapeLine(text: string): string {
  return escapeControls(text).replace(/\s+/g, ' ').trim();
}

/** JSON text with the same characters as `\u` escapes: still the same value, and harmless in a terminal or an editor. */
export function escapeJson(json: string): string {
  return json.replace(unseen, (char) =>
    Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** At most so many characters, with a word that there were more. */
export function truncateText(text: string, max: number): string {
  // A character is at most two units long, so no more of a long text has to be looked at.
  const characters = Array.from(text.slice(0, max * 2));
  const isWhole = text.length <= max * 2 && characters.length <= max;
  return isWhole ? text : `${characters.slice(0, max).join('')}… (cut)`;
}

function codePoint(char: string): number {
  return char.codePointAt(0) ?? 0;
}

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
