import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findChromium } from '../../reports/html/find-chromium.ts';
import { renderHtml } from '../../reports/html/html.ts';
import { sampleRehearsal } from '../../reports/testing/sample-rehearsal.ts';
import { makePdf } from './print-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
const html = join(folder, 'report.html');
writeFileSync(html, renderHtml(sampleRehearsal));
afterAll(() => rmSync(folder, { recursive: true }));

const pagesOf = (pdf: string) => readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test.skipIf(findChromium() === undefined)('the report is printed on at most two pages per scenario', async () => {
  const pdf = join(folder, 'report.pdf');
  expect(await makePdf(html, pdf)).toBe('made');
  expect(readFileSync(pdf, 'latin1')).toMatch(/^%PDF-/);
  expect(pagesOf(pdf)).toBeGreaterThan(5);
  expect(pagesOf(pdf)).toBeLessThan(2 * sampleRehearsal.scenarios.length);
});

test('without Chromium there is no PDF, and a note says how to get one', async () => {
  const pdf = join(folder, 'without.pdf');
  expect(await makePdf(html, pdf, () => undefined)).toEqual({ skipped: expect.stringContaining('CHROMIUM_PATH') });
  expect(existsSync(pdf)).toBe(false);
});

test('a browser that does not start is named, and no incomplete file is left', async () => {
  const pdf = join(folder, 'broken.pdf');
  const made = await makePdf(html, pdf, () => process.execPath);
  expect(made).toEqual({ skipped: expect.stringContaining(process.execPath) });
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
});

test.skipIf(findChromium() === undefined)('a place that cannot be written is an error that names the fix', async () => {
  await expect(makePdf(html, join(folder, 'nowhere', 'report.pdf'))).rejects.toThrow(/cannot write the PDF: .+ --out/);
});
