import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rehearsal } from '../rehearsal.ts';
import { type FolderFacts, oneFile, pages } from '../report-format.ts';
import { limitsInOrder } from './limits.ts';
import { reportView } from './report-view.ts';
import { stylesWith } from './styles.ts';
import { templatesIn } from './templates.ts';

const templates = templatesIn(join(import.meta.dirname, 'templates'));
const styles = stylesWith('report.css', 'timeline.css', 'print.css');
const script = readFileSync(join(import.meta.dirname, 'filter-scenarios.js'), 'utf8');

/** The only script that the page may run is its own: the policy names its hash. */
export const reportPolicy = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Writes the report as one HTML file that needs nothing else. See docs/decisions/0017. A long rehearsal shows less
 * evidence, so that browsers still open the page quickly.
 */
export function renderHtml(rehearsal: Rehearsal, folder: FolderFacts = {}): string {
  let page = '';
  for (const limits of limitsInOrder) {
    page = templates.render('report.njk', {
      report: reportView(rehearsal, limits, folder),
      policy: reportPolicy,
      styles,
      script,
    });
    if (Buffer.byteLength(page) <= limits.page) break;
  }
  return page;
}

export const html = oneFile(
  { file: pages.report, purpose: 'people: one file that loads nothing and works without script', remarks: 'all' },
  renderHtml,
);
