import { styleText } from 'node:util';
import { escapeControls, escapeJson } from '../../reports/text/escape.ts';

/** Talk for a person: on standard error, so that standard output holds results only. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Results: on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Results for a script; harmless where they meet a terminal all the same. */
export function printJson(value: unknown): void {
  print(escapeJson(JSON.stringify(value, null, 2)));
}

/** True where a person watches and nothing asks for plain lines. */
export function isLively(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && !process.env['CI'];
}

/** Colours for a stream, or none where it is no terminal, or `NO_COLOR` or `CI` is set. */
export function colours(stream: NodeJS.WriteStream) {
  const inColour = (colour: 'green' | 'red' | 'yellow') => (text: string) =>
    // Node's own look at the stream would let FORCE_COLOR overrule the other two.
    isLively(stream) ? styleText(colour, text, { validateStream: false }) : text;
  return { green: inColour('green'), red: inColour('red'), yellow: inColour('yellow') };
}

/** Text that a product had a hand in, without anything that would steer a terminal. */
export function safe(text: string): string {
  return escapeControls(text);
}

/** Rows as columns, each as wide as its widest cell; the last one is left as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, index) => (index < row.length - 1 ? cell.padEnd(widths[index] ?? 0) : cell)).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
