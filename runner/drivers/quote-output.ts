import { stripVTControlCharacters } from 'node:util';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Writes invisible and control characters as `\u{…}`. */
export function showControls(text: string): string {
  return text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Returns external text for a message: visible and truncated. */
export function cut(text: string, length = 200): string {
  return text.length <= length ? showControls(text) : `${showControls(text.slice(0, length))}…`;
}

export function quote(text: string): string {
  return `"${cut(text)}"`;
}

/** Enough for a crash of Node with its stack. */
const max = 15;

/**
 * Returns the last line. A bare carriage return ends a line too: progress bars print them. `trim` also removes a byte
 * order mark.
 */
export function lastLine(text: string): string | undefined {
  return linesOf(text)
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}

/** Returns the end of a program's output, one indented line for each line. */
export function lastLines(text: string, mask: (text: string) => string): string {
  return shown(linesOf(mask(stripVTControlCharacters(text))).slice(-max));
}

/** Returns the start of an error: what it is and where it was thrown. */
export function firstLines(text: string, mask: (text: string) => string): string {
  return shown(linesOf(mask(stripVTControlCharacters(text))).slice(0, max));
}

function linesOf(text: string): string[] {
  return text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
}

function shown(lines: readonly string[]): string {
  return lines.map((line) => `\n  ${cut(line, 300)}`).join('');
}
