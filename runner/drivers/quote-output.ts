import { stripVTControlCharacters } from 'node:util';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text with everything that does not show, or that would steer a terminal, written out as `\u{…}`. */
export function showControls(text: string): string {
  return text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Text from outside as it may stand in a message: visible, and no longer than a reader needs. */
export function cut(text: string, length = 200): string {
  return text.length <= length ? showControls(text) : `${showControls(text.slice(0, length))}…`;
}

export function quote(text: string): string {
  return `"${cut(text)}"`;
}

/** Enough to hold a crash of Node with its stack. */
const max = 15;

/** A bare carriage return ends a line too: progress displays print them. `trim` also takes a byte order mark away. */
export function lastLine(text: string): string | undefined {
  return linesOf(text)
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}

/** The end of what a program told a person, each line on one of its own and indented. */
export function lastLines(text: string, mask: (text: string) => string): string {
  return shown(linesOf(mask(stripVTControlCharacters(text))).slice(-max));
}

/** The beginning of an error, which says what it is and where it was thrown. */
export function firstLines(text: string, mask: (text: string) => string): string {
  return shown(linesOf(mask(stripVTControlCharacters(text))).slice(0, max));
}

function linesOf(text: string): string[] {
  return text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
}

function shown(lines: readonly string[]): string {
  return lines.map((line) => `\n  ${cut(line, 300)}`).join('');
}
