import type { Finding } from '../../spec/types/verdict.ts';
import { findingLines } from './findings.ts';

/**
 * Characters that are invisible or change how the rest is shown: control characters (including terminal escapes),
 * bidirectional marks, lone surrogates, and line and paragraph separators. XML 1.0 forbids some of them.
 */
const unseen =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Spells out invisible and control characters, such as `⟨U+202E⟩`. Line breaks and tabs stay. */
export function escapeControls(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (char) => `⟨U+${codePoint(char).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** Does the same for text on one line. */
export function escapeLine(text: string): string {
  return escapeControls(text).replace(/\s+/g, ' ').trim();
}

/** Writes the same characters of a JSON text as `\u` escapes: the value is unchanged, and safe in a terminal or editor. */
export function escapeJson(json: string): string {
  return json.replace(unseen, (char) =>
    Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** Cuts a text after `max` characters and marks the cut. */
export function truncateText(text: string, max: number): string {
  // A character is at most two UTF-16 units long, so the rest need not be read.
  const characters = Array.from(text.slice(0, max * 2));
  const isShort = text.length <= max * 2 && characters.length <= max;
  return isShort ? text : `${characters.slice(0, max).join('')}… (cut)`;
}

function codePoint(char: string): number {
  return char.codePointAt(0) ?? 0;
}

const maxTextLength = 2000;
const maxFindings = 50;

/** Returns untrusted text that is safe to show: no invisible characters, no terminal escapes, limited in length. */
export function plain(text: string, max: number = maxTextLength): string {
  return escapeControls(truncateText(text, max));
}

/** Does the same for text on one line. */
export function plainLine(text: string, max: number = maxTextLength): string {
  return escapeLine(truncateText(text, max));
}

/** Returns the first findings as lines of safe text. */
export function plainFindings(findings: readonly Finding[]): string {
  const shown = findings
    .slice(0, maxFindings)
    .map((each) => plain(findingLines(shortenedFinding(each)), 4 * maxTextLength));
  const left = findings.length - shown.length;
  return [...shown, ...(left > 0 ? [`(${left} more in rehearsal.json)`] : [])].join('\n');
}

/** Cuts the texts of a finding. */
export function shortenedFinding(finding: Finding): Finding {
  const { text, field, expected, found } = finding;
  return {
    text: truncateText(text, maxTextLength),
    ...(field === undefined ? {} : { field: truncateText(field, maxTextLength / 4) }),
    ...(expected === undefined ? {} : { expected: truncateText(expected, maxTextLength / 2) }),
    ...(found === undefined ? {} : { found: truncateText(found, maxTextLength / 2) }),
  };
}
