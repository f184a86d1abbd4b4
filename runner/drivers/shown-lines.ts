import { stripVTControlCharacters } from 'node:util';
import { cut } from './quote-output.ts';

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
