import { styleText } from 'node:util';
import { escapeControls, escapeJson } from '../../reports/text/escape.ts';
import { maskOwnSecrets } from '../own-environment.ts';

/** Prints text for people to standard error: standard output has results only. */
export function say(text: string): void {
  process.stderr.write(`${withoutCommands(maskOwnSecrets(text))}\n`);
}

/** Prints results to standard output. */
export function print(text: string): void {
  process.stdout.write(`${withoutCommands(maskOwnSecrets(text))}\n`);
}

/** Build servers obey these anywhere in a line: GitHub, Azure Pipelines, TeamCity. */
const buildCommand = /##(?:vso|teamcity)?\[/gi;

/**
 * Returns a text in which no line is a command to a build server: texts of products and of other people's files are
 * printed, too. GitHub obeys lines that begin with two colons.
 */
function withoutCommands(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, '$1\\:').replace(buildCommand, (found) => `# ${found.slice(1)}`);
}

/** Prints commands to the build server, one a line. */
export function sayCommands(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${maskOwnSecrets(line).replace(/[\r\n]/g, ' ')}\n`);
}

/** Prints results for a script, with control characters escaped in case standard output is a terminal. */
export function printJson(value: unknown): void {
  print(escapeJson(JSON.stringify(value, null, 2)).replace(buildCommand, (found) => found.replace('[', '\\u005b')));
}

/** True for a terminal, unless `NO_COLOR` or `CI` is set. */
export function isLively(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && !process.env['CI'];
}

/** Returns the colours for a stream: none unless it is a terminal, or if `NO_COLOR` or `CI` is set. */
export function colours(stream: NodeJS.WriteStream) {
  const inColour = (colour: 'green' | 'red' | 'yellow') => (text: string) =>
    // With Node's own check of the stream, FORCE_COLOR would override the other two.
    isLively(stream) ? styleText(colour, text, { validateStream: false }) : text;
  return { green: inColour('green'), red: inColour('red'), yellow: inColour('yellow') };
}

/** Escapes terminal control characters in text that may come from a product. */
export function safe(text: string): string {
  return escapeControls(text);
}

/** Formats rows as columns, each as wide as its widest cell, except for the last. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, index) => (index < row.length - 1 ? cell.padEnd(widths[index] ?? 0) : cell)).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
