import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { renderReports } from '../../reports/formats.ts';
import { findChromium } from '../../reports/html/find-chromium.ts';
import { sampleRehearsal } from '../../reports/testing/sample-rehearsal.ts';
import { makePdfs } from './print-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
for (const { name, text } of renderReports(sampleRehearsal, ['html', 'cert'])) writeFileSync(join(folder, name), text);
const prints = () => readdirSync(folder).filter((name) => name.includes('.pdf'));
const clear = () => {
  for (const name of prints()) rmSync(join(folder, name), { recursive: true });
};
beforeEach(clear);
afterAll(() => rmSync(folder, { recursive: true }));

const pagesOf = (pdf: string) => readFileSync(join(folder, pdf), 'latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test.skipIf(findChromium() === undefined)('the report and the self-certification are printed', async () => {
  expect(await makePdfs(folder)).toBe('made');
  expect(prints()).toEqual(['report.pdf', 'self-certification.pdf']);
  expect(readFileSync(join(folder, 'report.pdf'), 'latin1')).toMatch(/^%PDF-/);
  expect(pagesOf('report.pdf')).toBeGreaterThan(1);
  expect(pagesOf('report.pdf')).toBeLessThan(2 * sampleRehearsal.scenarios.length);
  expect(pagesOf('self-certification.pdf')).toBeLessThan(3);
});

test('without Chromium there is no PDF, and a note says how to get one', async () => {
  expect(await makePdfs(folder, () => undefined)).toEqual({ skipped: expect.stringContaining('CHROMIUM_PATH') });
  expect(prints()).toEqual([]);
});

test('a browser that does not start is named, and no incomplete file is left', async () => {
  const made = await makePdfs(folder, () => process.execPath);
  expect(made).toEqual({ skipped: expect.stringContaining(process.execPath) });
  expect(prints()).toEqual([]);
});

test.skipIf(findChromium() === undefined)('a place that cannot be written is an error that names the fix', async () => {
  mkdirSync(join(folder, 'report.pdf'));
  await expect(makePdfs(folder)).rejects.toThrow(/cannot write the PDF: .+ --out/);
});
