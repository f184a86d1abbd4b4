import { join } from 'node:path';
import type { Rehearsal } from '../rehearsal.ts';
import { oneFile } from '../report-format.ts';
import { limitsInOrder } from './limits.ts';
import { reportModel } from './report-view.ts';
import { templatesIn } from './templates.ts';

const templates = templatesIn(join(import.meta.dirname, 'templates'));

/**
 * The report as one page that needs nothing else: no script, no other file, no network. Where there is very much to
 * show, less of the evidence is shown, until the page is one that a browser opens with ease.
 */
export function renderHtml(rehearsal: Rehearsal): string {
  let page = '';
  for (const caps of limitsInOrder) {
    page = templates.render('report.njk', { report: reportModel(rehearsal, caps) });
    if (Buffer.byteLength(page) <= caps.page) break;
  }
  return page;
}

export const html = oneFile(
  { file: 'report.html', purpose: 'people: one file, no script, nothing loaded', remarks: 'all' },
  renderHtml,
);
