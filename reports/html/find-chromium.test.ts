import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-'));
const made = (name: string, mode: number) => {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
};
const chromium = made('chromium', 0o755);
const own = made('own-browser', 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

test('the browser that CHROMIUM_PATH names comes before one on the path', () => {
  expect(findChromium({ PATH: folder })).toBe(chromium);
  expect(findChromium({ PATH: folder, CHROMIUM_PATH: own })).toBe(own);
});

test('what cannot be run is passed over', () => {
  const text = made('google-chrome', 0o644);
  expect(findChromium({ PATH: folder, CHROMIUM_PATH: text })).toBe(chromium);
  expect(findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, 'nowhere') })).toBe(chromium);
});
