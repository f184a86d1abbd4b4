import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import { visible } from '../../reports/visible.ts';
import { mapStrings } from '../../spec/map-strings.ts';

const frontend = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));

const templates = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([join(import.meta.dirname, 'templates'), join(frontend, 'dist')], { noCache: false }),
  { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);

/** A page of the board. No text in it can change how the rest is shown: this is the one door, so that none is forgotten. */
export function renderPage(template: string, view: object): string {
  return templates.render(template, mapStrings(view, visible));
}

let styles: string | undefined;

/** The stylesheet of every page: what we use of GOV.UK Frontend, then our own. */
export function stylesheet(): string {
  const folders = [join(import.meta.dirname, '..', '..', 'reports', 'templates', 'govuk.css'), asset('board.css')];
  styles ??= folders.map((file) => readFileSync(file, 'utf8')).join('\n');
  return styles;
}

/** What keeps the pages live. They are of use without it. */
export function script(): string {
  return readFileSync(asset('board.js'), 'utf8');
}

function asset(name: string): string {
  return join(import.meta.dirname, 'assets', name);
}
