import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, openSharedPage, type SharedPage } from '../testing/browser.ts';
import { sampleRehearsal } from '../testing/sample-rehearsal.ts';
import { sharedBrowser, withoutBrowser } from '../testing/shared-browser.ts';
import { wholeRehearsal } from '../testing/whole-rehearsal.ts';
import { cert } from './self-certification.ts';

describe.skipIf(withoutBrowser)('the self-certification in a browser', () => {
  let browser: Browser;
  let shared: SharedPage;
  beforeAll(async () => {
    browser = await sharedBrowser();
    shared = await openSharedPage(browser, () => false);
  });
  afterAll(() => browser?.close());

  test.each([
    [
      'ready and signed',
      'light',
      1280,
      cert.files(wholeRehearsal(), {
        fingerprint: 'SHA256:3zPmXFZ1b8gLQ0n3zv3n9hM0y3o2wq0o0p6u2k1c9aE',
        files: ['report.html'],
      }),
    ],
    ['not ready', 'dark', 390, cert.files(sampleRehearsal)],
  ] as const)('%s, it has no violation and does not scroll sideways', async (_, colorScheme, width, [file]) => {
    const { page, misdeeds } = shared;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.setContent(file?.text ?? '');
    expect((await axe(page)).violations).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(misdeeds).toEqual([]);
  });
});
