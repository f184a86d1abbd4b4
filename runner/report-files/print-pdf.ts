import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { findChromium } from '../../reports/html/find-chromium.ts';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** The printed PDF, or why it was skipped and how to get one. */
export type PdfMade = 'made' | { skipped: string };

const noBrowser = 'no Chromium was found on this machine; set CHROMIUM_PATH';
const noDriver =
  'the package playwright-core, which drives Chromium, is not installed; run npm install playwright-core';
const longest = 120_000;

/**
 * Prints a report to PDF if Chromium is installed: the report itself does not need it.
 * @throws UsageError if the file cannot be written.
 */
export async function makePdf(
  htmlPath: string,
  pdfPath: string,
  find: () => string | undefined = findChromium,
): Promise<PdfMade> {
  const executablePath = find();
  if (executablePath === undefined) return { skipped: noBrowser };
  const driver = await loadDriver();
  if (driver === undefined) return { skipped: noDriver };
  let printed: Buffer;
  try {
    printed = await print(driver, executablePath, htmlPath);
  } catch (error) {
    const [why] = messageOf(error).split('\n');
    return { skipped: `Chromium (${executablePath}) could not print it: ${why}` };
  }
  writeWhole(printed, pdfPath);
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

/** Prints the page with scripts and requests blocked: it contains data of the product. */
async function print({ chromium }: Driver, executablePath: string, htmlPath: string): Promise<Buffer> {
  const browser = await chromium.launch({ executablePath, timeout: longest });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    page.setDefaultTimeout(longest);
    await page.goto(pathToFileURL(htmlPath).href);
    return await page.pdf({
      format: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: pageNumbers,
    });
  } finally {
    await browser.close();
  }
}

const pageNumbers =
  '<p style="width:100%;margin:0 14mm;font:7pt sans-serif;text-align:right">Page <span class="pageNumber"></span> of <span class="totalPages"></span></p>';

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
