import { columns, requests } from './requests.ts';
import type { Cell, Line } from './summary.ts';

/** Returns a table in Markdown, its columns aligned: names to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, index) => Math.max(2, title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, index) => (index === 0 ? (cells[index] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width))).join(' | ')} |`;
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Returns the lines for people: for each column requests per second, × of the ceiling, and processor time. */
export function resultTable(lines: readonly Line[]): string {
  const head = ['', ...columns.flatMap((column) => [requests[column].title, '×', 'µs', '×']), 'first answer', 'memory'];
  const rows = lines.map(({ title, cells, firstAnswerMs, residentMb }) => [
    title,
    ...columns.flatMap((column) => cellTexts(cells[column])),
    number(firstAnswerMs, 0, ' ms'),
    number(residentMb, 0, ' MB'),
  ]);
  return table(head, rows);
}

function cellTexts({ requestsPerSecond, ratio, processorMicroseconds, processorRatio }: Cell): string[] {
  return [
    number(requestsPerSecond, 0, '/s'),
    number(ratio, 2),
    number(processorMicroseconds, 0),
    number(processorRatio, 2),
  ];
}

function number(value: number | undefined, digits: number, unit = ''): string {
  if (value === undefined) return '–';
  const text = value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text}${unit}`;
}
