import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { reportView } from './html-view.ts';
import type { Rehearsal } from './rehearsal.ts';

const templates = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(join(import.meta.dirname, 'templates'), { noCache: false }),
  { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);

/** The report as one page that needs nothing else: no script, no other file, no network. */
export function renderHtml(rehearsal: Rehearsal): string {
  return templates.render('report.njk', { report: reportView(rehearsal) });
}
