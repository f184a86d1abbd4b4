import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import { capsInOrder } from './html-caps.ts';
import { reportView } from './html-view.ts';
import type { Rehearsal } from './rehearsal.ts';

// Asked of the module loader, for in an installed package the components lie beside us, not inside.
const frontend = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));

const templates = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([join(import.meta.dirname, 'templates'), join(frontend, 'dist')], { noCache: false }),
  { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);

/**
 * The report as one page that needs nothing else: no script, no other file, no network. Where there is very much to
 * show, less of the evidence is shown, until the page is one that a browser opens with ease.
 */
export function renderHtml(rehearsal: Rehearsal): string {
  let page = '';
  for (const caps of capsInOrder) {
    page = templates.render('report.njk', { report: reportView(rehearsal, caps) });
    if (Buffer.byteLength(page) <= caps.page) break;
  }
  return page;
}
