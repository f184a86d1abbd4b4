import { join } from 'node:path';
import type { Rehearsal } from '../rehearsal.ts';
import { oneFile } from '../report-format.ts';
import { limitsInOrder } from './limits.ts';
import { reportView } from './report-view.ts';
import { stylesWith } from './styles.ts';
import { templatesIn } from './templates.ts';

const templates = templatesIn(join(import.meta.dirname, 'templates'));
const styles = stylesWith('report.css', 'timeline.css', 'print.css');

/**
 * Writes the report as one HTML file without script. See docs/decisions/0011. A long rehearsal shows less evidence, so
 * that browsers still open the page quickly.
 */
export function renderHtml(rehearsal: Rehearsal): string {
  let page = '';
  for (const limits of limitsInOrder) {
    page = templates.render('report.njk', { report: reportView(rehearsal, limits), styles });
    if (Buffer.byteLength(page) <= limits.page) break;
  }
  return page;
}

export const html = oneFile(
  { file: 'report.html', purpose: 'people: one file, no script, nothing loaded', remarks: 'all' },
  renderHtml,
);
