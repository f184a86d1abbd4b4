import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FormatName, reportFormats } from '../../reports/formats.ts';
import { findChromium } from '../../reports/html/find-chromium.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** The pages that `--format pdf` prints: the format of each, and the name of the print where written files are listed. */
export const printedPages = [
  { name: 'pdf', format: 'html', html: reportFormats.html.file, pdf: 'report.pdf' },
  { name: 'cert-pdf', format: 'cert', html: reportFormats.cert.file, pdf: 'self-certification.pdf' },
] as const satisfies readonly { name: string; format: FormatName; html: string; pdf: string }[];

/** The printed PDFs, or why it was skipped and how to get one. */
export type PdfMade = 'made' | { skipped: string };

const noBrowser = 'no Chromium was found on this machine; set CHROMIUM_PATH';
const noDriver =
  'the package playwright-core, which drives Chromium, is not installed; run npm install playwright-core';
const longest = 120_000;

/**
 * Prints the pages of a report folder to PDF if Chromium is installed: the report itself does not need it.
 * @throws UsageError if a file cannot be written.
 */
export async function makePdfs(folder: string, find: () => string | undefined = findChromium): Promise<PdfMade> {
  const executablePath = find();
  if (executablePath === undefined) return { skipped: noBrowser };
  const driver = await loadDriver();
  if (driver === undefined) return { skipped: noDriver };
  let prints: { path: string; content: Buffer }[];
  try {
    prints = await print(driver, executablePath, folder);
  } catch (error) {
    const [why] = messageOf(error).split('\n');
    return { skipped: `Chromium (${executablePath}) could not print: ${why}` };
  }
  for (const { path, content } of prints) writeWhole(content, path);
  return 'made';
}

type Driver = typeof import('playwright-core');

/** Loads the browser's driver, which is no dependency of the package: most runs need no PDF. */
async function loadDriver(): Promise<Driver | undefined> {
  try {
    return await import('playwright-core');
  } catch {
    return undefined;
  }
}

/** Prints the pages with scripts and requests blocked: they contain data of the product. */
async function print({ chromium }: Driver, executablePath: string, folder: string) {
  const browser = await chromium.launch({ executablePath, timeout: longest });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    page.setDefaultTimeout(longest);
    const prints: { path: string; content: Buffer }[] = [];
    for (const { html, pdf } of printedPages) {
      await page.goto(pathToFileURL(join(folder, html)).href);
      prints.push({ path: join(folder, pdf), content: await page.pdf(paper) });
    }
    return prints;
  } finally {
    await browser.close();
  }
}

const pageNumbers =
  '<p style="width:100%;margin:0 14mm;font:7pt sans-serif;text-align:right">Page <span class="pageNumber"></span> of <span class="totalPages"></span></p>';

const paper = {
  format: 'A4',
  preferCSSPageSize: true,
  printBackground: true,
  tagged: true,
  outline: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate: pageNumbers,
} as const;

/** Writes a temporary file first, so that the file is never incomplete. */
function writeWhole(printed: Buffer, path: string): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(beside, printed);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UsageError(`cannot write the PDF: ${messageOf(error)}. Choose another folder with --out`);
  }
}
