import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesIn } from '../../reports/html/templates.ts';
import { escapeControls } from '../../reports/text/escape.ts';
import { mapStrings } from '../../spec/map-strings.ts';

const templates = templatesIn(join(import.meta.dirname, 'templates'));

/** A page of the board. No text in it can change how the rest is shown: this is the one door, so that none is forgotten. */
export function renderPage(template: string, view: object): string {
  return templates.render(template, mapStrings(view, escapeControls));
}

let styles: string | undefined;

/** The stylesheet of every page: what we use of GOV.UK Frontend, then our own. */
export function stylesheet(): string {
  const files = [
    join(import.meta.dirname, '..', '..', 'reports', 'html', 'templates', 'govuk.css'),
    asset('board.css'),
  ];
  styles ??= files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return styles;
}

/** What keeps the pages live. They are of use without it. */
export function script(): string {
  return readFileSync(asset('board.js'), 'utf8');
}

function asset(name: string): string {
  return join(import.meta.dirname, 'assets', name);
}
