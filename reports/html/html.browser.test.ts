import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioResult } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { axe, openAll, openSharedPage, type SharedPage, tableRoles } from '../testing/browser.ts';
import { hostileRehearsal, payloadGroups } from '../testing/hostile-rehearsal.ts';
import { sampleRehearsal } from '../testing/sample-rehearsal.ts';
import { sharedBrowser, withoutBrowser } from '../testing/shared-browser.ts';
import { renderHtml } from './html.ts';

const address = 'https://report.example/report.html';

function largeRehearsal(): Rehearsal {
  const [, sent] = sampleRehearsal.exchanges;
  if (sent === undefined) throw new Error('The sample holds no second exchange.');
  const exchanges = Array.from({ length: 10_000 }, (_, i) => ({ ...sent, seq: i + 1 }));
  const scenarios = sampleRehearsal.scenarios.map((result) => ({
    ...result,
    exchanges: exchanges.map(({ seq }) => seq),
  }));
  return { ...sampleRehearsal, scenarios, exchanges };
}

/**
 * Returns a hostile rehearsal with only the first of the scenarios that differ in nothing but their name. They rest on
 * the same exchanges: the first one shows all, the others one that is there and one that is not.
 */
function distinct(rehearsal: Rehearsal): Rehearsal {
  const kind = ({ verdict, requirement }: ScenarioResult) => `${verdict} ${requirement.startsWith('pat:')}`;
  const kinds = rehearsal.scenarios.map(kind);
  const [first, ...others] = rehearsal.scenarios.filter((_, index) => kinds.indexOf(kinds[index] ?? '') === index);
  if (first === undefined) throw new Error('The rehearsal holds no scenario.');
  const rest = others.map((result) => ({ ...result, exchanges: result.exchanges.slice(-2) }));
  return { ...rehearsal, scenarios: [first, ...rest] };
}

describe.skipIf(withoutBrowser)('the page in a browser', () => {
  let browser: Browser;
  let shared: SharedPage;
  let shown: Rehearsal;
  beforeAll(async () => {
    browser = await sharedBrowser();
    shared = await openSharedPage(browser, (url) => url === address);
    await shared.page.route('**', (route) => {
      if (route.request().url() !== address) return route.abort();
      return route.fulfill({ contentType: 'text/html', body: renderHtml(shown) });
    });
  });
  afterAll(() => browser?.close());

  async function open(rehearsal: Rehearsal, how: Parameters<SharedPage['show']>[1] = {}): Promise<SharedPage> {
    shown = rehearsal;
    await shared.show(address, how);
    return shared;
  }

  test.each([
    ['as it opens and all open, on a wide screen', sampleRehearsal, 1280, 'light', [false, true]],
    // All open, the page also holds what it holds as it opens.
    ['all open, on a narrow screen', sampleRehearsal, 320, 'dark', [true]],
    ['all open, with hostile text', distinct(hostileRehearsal('script')), 1280, 'light', [true]],
  ] as const)('meets WCAG 2.2 AA as far as axe can tell, %s', async (_, rehearsal, width, colorScheme, states) => {
    const { page } = await open(rehearsal, { width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const isOpen of states) {
      if (isOpen) await page.evaluate(openAll);
      const { violations, passes } = await axe(page);
      expect(violations, `open: ${isOpen}`).toEqual([]);
      expect(passes).toContain('color-contrast');
    }
    if (width !== 1280 || rehearsal !== sampleRehearsal) return;
    // Only colours differ in the other theme.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect((await axe(page, ['cat.color'])).violations).toEqual([]);
  });

  test('the first screen holds the answer, the facts, the counts and what to look at first', async () => {
    const { page } = await open(sampleRehearsal, { width: 1280, height: 800 });
    const bottomOf = (selector: string) =>
      page.evaluate(`document.querySelector('${selector}').getBoundingClientRect().bottom`);
    for (const selector of ['.answer', '.rehearsed', '.not', '.counts', '.attention']) {
      expect(await bottomOf(selector), selector).toBeLessThan(800);
    }
  });

  test('the filter finds scenarios by text and verdict, and a link opens the scenario that it leads to', async () => {
    const { page, misdeeds } = await open(sampleRehearsal);
    const shown = () => page.locator('details.scenario:visible').count();
    await page.getByLabel('Find by title, duty or code').fill('carrier');
    expect(await shown()).toBe(2);
    expect(await page.getByRole('status').textContent()).toBe('2 of 15 scenarios are shown.');
    await page.getByLabel('Find by title, duty or code').fill('');
    await page.getByLabel('Verdict', { exact: true }).selectOption('Passed');
    expect(await shown()).toBe(10);
    await page.getByLabel('Verdict', { exact: true }).selectOption('All verdicts');
    expect(await page.locator('#scenario-W02').getAttribute('open')).toBeNull();
    await page.getByRole('link', { name: 'No personal data of real people' }).first().click();
    await page.locator('#scenario-W02[open]').waitFor();
    expect(misdeeds).toEqual([]);
  });

  test.each<[string, Rehearsal]>([
    ['the sample', sampleRehearsal],
    ...(['long', 'markdown', 'bidi'] as const).map((name): [string, Rehearsal] => [
      name,
      distinct(hostileRehearsal(name)),
    ]),
  ])('a screen of 320 pixels never scrolls sideways: %s', async (_, rehearsal) => {
    const { page } = await open(rehearsal, { width: 320, height: 900 });
    await page.evaluate(openAll);
    for (const width of [320, 640, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  test('without JavaScript everything is there and can be opened', async () => {
    const { page } = await open(sampleRehearsal, { javaScript: false });
    const summary = page.locator('details.scenario details summary', { hasText: 'Exchange 5' });
    const body = page.getByLabel('Response body of exchange 5, R04');
    expect(await body.isVisible()).toBe(false);
    await summary.click();
    expect(await body.textContent()).toContain('"wasteTrackingId": "26FPZB4R"');
    expect(await page.locator('details.scenario h4').count()).toBe(15);
    expect(await page.locator('#filter').isVisible()).toBe(false);
  });

  test('on paper what a finding rests on is unfolded, and the rest is left to the screen', async () => {
    const { page } = await open(sampleRehearsal);
    const shown = (label: string) =>
      page.evaluate(`document.querySelector('details [aria-label="${label}"]').checkVisibility()`);
    const [rested, other] = ['Request body of exchange 5, R04', 'Request body of exchange 3, R02'];
    expect([await shown(rested), await shown(other)]).toEqual([false, false]);
    await page.emulateMedia({ media: 'print' });
    expect([await shown(rested), await shown(other)]).toEqual([true, false]);
  });

  test('in print it meets WCAG 2.2 AA as far as axe can tell', async () => {
    const { page } = await open(sampleRehearsal, { width: 720, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect((await axe(page)).violations).toEqual([]);
  });

  test('by keyboard alone evidence is reached, unfolded and folded again, and recorded text can be scrolled', async () => {
    const { page } = await open(sampleRehearsal, { javaScript: false });
    const summary = page.locator('details.scenario details summary', { hasText: 'Exchange 5' });
    const body = page.getByLabel('Response body of exchange 5, R04');
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await body.isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.locator('pre:focus').getAttribute('aria-label')).toBe('Request headers of exchange 5, R04');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    expect(await body.isVisible()).toBe(false);
  });

  test('what has the focus is seen to have it', async () => {
    const { page } = await open(sampleRehearsal);
    const look =
      '(({ outlineStyle, boxShadow }) => [outlineStyle, boxShadow])(getComputedStyle(document.activeElement))';
    for (const selector of ['.parts a', '.counts a', 'details.scenario > summary', '.excerpt pre']) {
      await page.locator(selector).first().focus();
      expect(await page.evaluate(`document.activeElement.matches('${selector}')`), selector).toBe(true);
      expect(await page.evaluate(look), selector).not.toEqual(['none', 'none']);
    }
  });

  test('a rehearsal with 10,000 exchanges opens, and can be read', async () => {
    const { page } = await open(largeRehearsal());
    expect(await page.locator('details.scenario').count()).toBe(15);
    expect(await page.getByText('10000 exchanges were recorded').isVisible()).toBe(true);
  });

  test('the first stop of the keyboard is the way past the head of the page', async () => {
    const { page } = await open(sampleRehearsal);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  test('on a narrow screen the tables are still tables to a screen reader', async () => {
    const { page } = await open(sampleRehearsal, { width: 320, height: 900 });
    await page.evaluate(openAll);
    expect(await tableRoles(page)).toEqual({ table: 2, row: 42, columnheader: 9, rowheader: 40 });
  });

  test.for(payloadGroups)('hostile text (%j) runs nothing, asks for nothing and adds no element', async (names) => {
    const { page, misdeeds } = await open(distinct(hostileRehearsal(...names)));
    await page.evaluate(openAll);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    // The one kind of picture is ours: its texts are a closed set, and figures.
    const foreign =
      'script:not(body > script), img, svg:not(.timeline-svg, .timeline-svg > svg), svg a, svg foreignObject, iframe, link, object, embed, form:not(#filter), base, body style, [onerror], [onload]';
    expect(await page.locator(foreign).count()).toBe(0);
    expect(await page.locator('details.scenario').count()).toBe(7);
    expect(await page.locator('script').count()).toBe(1);
    const away =
      '[href^="#"], [href*="://github.com/DEFRA/"], [href*="://defra.github.io/"], [href*="nationalarchives"]';
    expect(await page.locator(`a[href]:not(${away})`).count()).toBe(0);
    expect(misdeeds).toEqual([]);
  });
});
