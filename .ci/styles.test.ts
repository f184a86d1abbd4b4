import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileStyles, stylesFile } from './styles.ts';

const css = readFileSync(stylesFile, 'utf8');

test('the stylesheet that the pages carry is what its source gives; else run npm run styles', () => {
  expect(css).toBe(compileStyles());
});

test('it fetches nothing, brings no typeface, and leaves the brand of government out', () => {
  expect(css).not.toMatch(/url\(|@font-face|@import|image-set\(/);
  expect(css).not.toMatch(/GDS Transport|crest|crown|logo|\.govuk-header|\.govuk-footer|#1d70b8/i);
});

test('it is small, and holds nothing that a template would take for its own', () => {
  expect(css.length).toBeLessThan(60_000);
  expect(css).not.toMatch(/\{\{|\{%|\{#|<\//);
});
