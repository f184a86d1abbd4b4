import { styleText } from 'node:util';
import { escapeControls, escapeJson } from '../../reports/text/escape.ts';

/** Prints text for people to standard error: standard output has results only. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints results to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints results for a script, with control characters escaped in case standard output is a terminal. */
export function printJson(value: unknown): void {
  print(escapeJson(JSON.stringify(value, null, 2)));
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
