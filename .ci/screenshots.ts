/** Takes the README's screenshot: the report of the bad example, as a browser shows it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser, launchBrowser } from '../reports/fixtures/browser.ts';

const root = join(import.meta.dirname, '..');
const browserPath = findBrowser();
if (browserPath === undefined) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');

const out = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
const driver = 'exec:python3 examples/bad/sends-the-reason-sentence.py';
const args = ['runner/main.ts', 'run', '--driver', driver, '--seed', '7', '--format', 'html', '--out', out];
const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
if (run.status !== 1)
  throw new Error(`The bad example should fail one scenario (exit code 1), not end with ${run.status}.`);

const browser = await launchBrowser(browserPath);
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1500 } });
  await page.goto(pathToFileURL(join(out, 'report.html')).href);
  mkdirSync(join(root, 'reports/screenshots'), { recursive: true });
  await page.screenshot({ path: join(root, 'reports/screenshots/report.png') });
} finally {
  await browser.close();
  rmSync(out, { recursive: true });
}
