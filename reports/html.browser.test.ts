import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser } from './fixtures/browser.ts';
import { hostileRehearsal, type Payload, payloadNames } from './fixtures/hostile-rehearsal.ts';
import { sampleRehearsal } from './fixtures/sample-rehearsal.ts';
import { renderHtml } from './html.ts';
import type { Rehearsal } from './rehearsal.ts';

const path = findBrowser();
if (path === undefined) {
  process.stderr.write('No Chromium found, so the page is not tested in a browser. CHROMIUM_PATH says where one is.\n');
}

const address = 'https://report.example/report.html';
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const openAll = `document.querySelectorAll('details').forEach((details) => { details.open = true; })`;

/** `misdeeds`: what a page did that a report must not, every dialog, error and request but its own. */
type Opened = { page: Page; misdeeds: string[] };

describe.skipIf(path === undefined)('the page in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(path ?? '');
  }, 60_000);
  afterAll(() => browser?.close());

  async function open(rehearsal: Rehearsal, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const misdeeds: string[] = [];
    page.on('dialog', (dialog) => {
      misdeeds.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => misdeeds.push(`error ${error.message}`));
    page.on('console', (message) => misdeeds.push(`console ${message.text()}`));
    await context.route('**', (route) => {
      const url = route.request().url();
      if (url === address) return route.fulfill({ contentType: 'text/html', body: renderHtml(rehearsal) });
      misdeeds.push(`request ${url}`);
      return route.abort();
    });
    await page.goto(address);
    return { page, misdeeds };
  }

  test.each([
    ['as it opens', sampleRehearsal, 1280, false],
    ['with all evidence open', sampleRehearsal, 1280, true],
    ['on a narrow screen', sampleRehearsal, 320, true],
    ['with hostile text', hostileRehearsal('script'), 1280, true],
  ])('meets WCAG 2.2 AA as far as axe can tell, %s', async (_, rehearsal, width, isOpen) => {
    const { page } = await open(rehearsal, { viewport: { width, height: 900 } });
    if (isOpen) await page.evaluate(openAll);
    const { violations, passes } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  });

  test.each<[string, Rehearsal]>([
    ['the sample', sampleRehearsal],
    ...(['long', 'markdown', 'bidi'] as const).map((name): [string, Rehearsal] => [name, hostileRehearsal(name)]),
  ])('a screen of 320 pixels never scrolls sideways: %s', async (_, rehearsal) => {
    for (const width of [320, 640, 1280]) {
      const { page } = await open(rehearsal, { viewport: { width, height: 900 } });
      await page.evaluate(openAll);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  test('without JavaScript everything is there and can be opened', async () => {
    const { page } = await open(sampleRehearsal, { javaScriptEnabled: false });
    const summary = page.locator('summary', { hasText: 'Exchange 5' });
    const body = page.getByLabel('Response body of exchange 5, R04');
    expect(await body.isVisible()).toBe(false);
    await summary.click();
    expect(await body.textContent()).toContain('"wasteTrackingId": "26FPZB4R"');
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(15);
  });

  test('on paper all evidence is unfolded', async () => {
    const { page } = await open(sampleRehearsal);
    const shown = () => page.evaluate(`document.querySelector('details pre').checkVisibility()`);
    expect(await shown()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toBe(true);
  });

  test('the first stop of the keyboard is the way past the head of the page', async () => {
    const { page } = await open(sampleRehearsal);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  test('on a narrow screen the tables are still tables to a screen reader', async () => {
    const { page } = await open(sampleRehearsal, { viewport: { width: 320, height: 900 } });
    const tree = await (await page.context().newCDPSession(page)).send('Accessibility.getFullAXTree');
    const count = (role: string) => tree.nodes.filter((node) => node.role?.value === role).length;
    expect([count('table'), count('row'), count('columnheader'), count('rowheader')]).toEqual([3, 23, 16, 20]);
  });

  test.each(payloadNames)(
    'hostile text (%s) runs nothing, asks for nothing and adds no element',
    async (name: Payload) => {
      const { page, misdeeds } = await open(hostileRehearsal(name));
      await page.evaluate(openAll);
      expect(await page.evaluate('window.hit')).toBeUndefined();
      const foreign = 'script, img, svg, iframe, link, object, embed, form, base, body style, [onerror], [onload]';
      expect(await page.locator(foreign).count()).toBe(0);
      expect(await page.locator('section.scenario').count()).toBe(15);
      expect(await page.locator('a[href]:not([href^="#"])').count()).toBe(1);
      expect(misdeeds).toEqual([]);
    },
  );
});
