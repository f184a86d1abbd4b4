import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import type { Rehearsal } from './rehearsal.ts';
import { renderSummary } from './summary.ts';

/** One way to draw a rehearsal, and the file that it goes to inside the report folder. */
export interface Format {
  file: string;
  render(rehearsal: Rehearsal): string;
}

/** Every format that `--format` knows. A new one is its own file and one line here. */
export const formats = {
  json: { file: 'rehearsal.json', render: renderJson },
  html: { file: 'report.html', render: renderHtml },
  junit: { file: 'junit.xml', render: renderJunit },
  md: { file: 'summary.md', render: renderSummary },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
export const formatNames = Object.keys(formats) as FormatName[];
