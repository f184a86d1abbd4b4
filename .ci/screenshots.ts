/** Takes the README's pictures in a browser: the reports of two bad examples, and the live board. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { findChromium } from '../reports/html/find-chromium.ts';
import { launchBrowser } from '../reports/testing/browser.ts';
import { boardScreenshots } from './board-screenshots.ts';

const root = join(import.meta.dirname, '..');
const pictures = join(root, 'reports', 'screenshots');
const browserPath = findChromium();
if (browserPath === undefined) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');

/** Rehearses a bad example, and returns the path of its report. */
function rehearse(example: string, out: string, ...more: string[]): string {
  const driver = `exec:python3 examples/bad/${example}.py`;
  const args = ['runner/main.ts', 'run', '--driver', driver, '--seed', '7', '--format', 'html', '--out', out, ...more];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 1) throw new Error(`${example} should fail a scenario (exit code 1), not end with ${status}.`);
  return pathToFileURL(join(out, 'report.html')).href;
}

/** Takes the top of a page, or one part of it. */
async function take(browser: Browser, address: string, name: string, part?: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1500 } });
  await page.goto(address);
  const path = join(pictures, `${name}.png`);
  await (part === undefined ? page.screenshot({ path }) : page.locator(part).screenshot({ path }));
  await page.close();
}

const out = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
const browser = await launchBrowser(browserPath);
try {
  mkdirSync(pictures, { recursive: true });
  const approval = rehearse('sends-the-reason-sentence', join(out, 'approval'));
  await take(browser, approval, 'report');
  await take(browser, approval, 'report-evidence', 'details.edge-fail >> nth=0');
  const behaviour = rehearse('hammers-on-429', join(out, 'behaviour'), '--suite', 'behaviour', '--scenario', 'L01,L02');
  await take(browser, behaviour, 'report-timeline', 'details.edge-fail >> nth=0');
  await boardScreenshots(browser, pictures);
} finally {
  await browser.close();
  rmSync(out, { recursive: true });
}
