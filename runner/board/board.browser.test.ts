import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordExchange } from '../../mock/testing/stored.ts';
import { axe, openAll, openSharedPage, type SharedPage, tableRoles } from '../../reports/testing/browser.ts';
import { hostileRehearsal, hostileText, payloadGroups } from '../../reports/testing/hostile-rehearsal.ts';
import { sharedBrowser, withoutBrowser } from '../../reports/testing/shared-browser.ts';
import { apiClient } from '../testing/api-client.ts';
import { exampleOf, firstHour } from '../testing/board-traffic.ts';
import { type OpenBoard, openBoard } from './testing/open-board.ts';

const pages = [
  '',
  'board/traffic',
  'board/traffic?status=404',
  'board/traffic/3',
  'board/traffic/1',
  'board/scenarios/R04',
  'board/scenarios/L02',
  'board/scenarios/U03',
  'board/scenarios/W05',
  'board/faults',
  'board/lists',
  'board/lists?search=mercury',
  'board/report',
  'board/scenarios/Z9',
];

/** Elements that can only come from text that was treated as markup. */
const foreign =
  'script:not([src^="/_rehearsal/"]), img, iframe, object, embed, base, link[href*="attacker"], svg[onload], [onerror], [onload]';
const ownLink = /^(?:\/_rehearsal\/|#|https:\/\/www\.nationalarchives\.gov\.uk\/)/;

describe.skipIf(withoutBrowser)('the board in a browser', () => {
  const boards: OpenBoard[] = [];
  let browser: Browser;
  let shared: SharedPage;
  let board: OpenBoard;
  let fresh: OpenBoard;
  beforeAll(async () => {
    browser = await sharedBrowser();
    const isOfBoards = (url: string) => boards.some(({ service }) => url.startsWith(service.url));
    shared = await openSharedPage(browser, (url) => isOfBoards(url) || url.startsWith('data:'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    [board, fresh] = [await start(), await start()];
    await firstHour(board.service.url);
    await board.service.mock.faults.plan([{ on: 'listPopNames', times: 3, fault: { kind: 'delay', ms: 10 } }]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(boards.map((each) => each.close()));
  });

  async function start(): Promise<OpenBoard> {
    const started = await openBoard();
    boards.push(started);
    return started;
  }

  async function open(
    of: OpenBoard,
    address: string,
    how: Parameters<SharedPage['show']>[1] = {},
  ): Promise<SharedPage> {
    await shared.show(`${of.service.url}/_rehearsal/${address}`, how);
    return shared;
  }

  async function violations(page: Page): Promise<string[]> {
    return (await axe(page)).violations;
  }

  test.each(pages)(
    '/%s meets WCAG 2.2 AA as far as axe can tell, wide and narrow, and nothing scrolls sideways',
    async (address) => {
      const { page, misdeeds } = await open(board, address);
      await page.evaluate(openAll);
      // 640 is what is left of 1280 at 200 per cent.
      for (const width of [1280, 640, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: width === 320 ? 'dark' : 'light' });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        if (width !== 640) expect(await violations(page)).toEqual([]);
      }
      expect(misdeeds).toEqual([]);
    },
  );

  test('a form that was filled in wrongly meets it as well, and takes the keyboard to what is wrong', async () => {
    const { page } = await open(board, 'board/faults');
    await page.getByLabel('How often').fill('often');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.locator('.problems:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#times:focus').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('before anything came it meets it as well, and names the first thing to do at the top', async () => {
    const { page } = await open(fresh, '', { width: 1280, height: 800 });
    expect(await violations(page)).toEqual([]);
    for (const shown of [
      'Send your first receipt',
      fresh.service.url,
      'rehearsal-secret',
      'Send a receipt with curl',
    ]) {
      const box = await page.getByText(shown, { exact: true }).first().boundingBox();
      expect([shown, (box?.y ?? Number.NaN) < 700]).toEqual([shown, true]);
    }
  });

  test.each([1280, 390])('a long title stays beside its code, %d pixels wide', async (width) => {
    const { page } = await open(board, '', { width, height: 900 });
    const besides = page.locator('.scenario-name').evaluateAll((names) =>
      names.map((name) => {
        const [code, title] = [...name.children].map((child) => child.getBoundingClientRect());
        return code !== undefined && title !== undefined && title.left >= code.right;
      }),
    );
    expect([...new Set(await besides)]).toEqual([true]);
  });

  test('by keyboard alone a fault is planned and the traffic narrowed', async () => {
    const { page } = await open(fresh, 'board/faults');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    const reach = async (id: string) => {
      for (let presses = 0; presses < 60; presses++) {
        if ((await page.evaluate('document.activeElement.id')) === id) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the keyboard does not reach ${id}`);
    };
    await reach('times');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .getByText('The fault is planned.')
      .or(page.getByText('The fault is planned.'))
      .first()
      .waitFor();
    expect(fresh.service.mock.faults.left()).toHaveLength(1);
    await fresh.service.mock.faults.plan([]);
    await page.goto(`${fresh.service.url}/_rehearsal/board/traffic`);
    await reach('status');
    await page.keyboard.press('ArrowDown');
    await reach('operation');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/status=accepted/);
  });

  test('without JavaScript everything is there, forms work, and no button is there that would not', async () => {
    const { page } = await open(fresh, '', { javaScript: false });
    expect(await page.locator('button', { hasText: /Copy|Pause/ }).count()).toBe(0);
    await (await apiClient(fresh.service.url)).send('POST', '/movements/receive', exampleOf('R05'));
    expect(await page.getByText('Nothing has arrived yet.').count()).toBe(1);
    await page.getByRole('link', { name: 'Refresh' }).click();
    await page.getByRole('row', { name: /R05/ }).getByText('Passed').waitFor();
    await page.goto(`${fresh.service.url}/_rehearsal/board/scenarios/L02`);
    await page.getByRole('button', { name: 'Plan the faults for rehearsal-client' }).click();
    await page.getByText('The fault is planned.').waitFor();
    await page.getByRole('button', { name: 'Clear the fault plan' }).click();
    await page.getByText('The fault plan is empty.').waitFor();
  });

  test('verdicts appear as they come, the keyboard stays where it was, and a reader is told', async () => {
    const live = await start();
    const { page, misdeeds } = await open(live, '');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('#scenario-R07').focus();
    await (await apiClient(live.service.url)).send('POST', '/movements/receive', exampleOf('R07'));
    await page.getByRole('row', { name: /R07/ }).getByText('Passed').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('scenario-R07');
    await page
      .getByRole('status')
      .getByText(/verdicts changed/)
      .waitFor();
    await page.getByRole('button', { name: 'Pause updates' }).click();
    await (await apiClient(live.service.url)).send('POST', '/movements/receive', exampleOf('B01'));
    await page.getByRole('button', { name: 'Resume updates' }).click();
    await page.getByRole('row', { name: /B01/ }).getByText('Passed').waitFor();
    expect(misdeeds).toEqual([]);
  });

  test('what is to be copied is copied as it is', async () => {
    const { page } = await open(board, 'board/scenarios/R04');
    await page.getByRole('button', { name: /^Copy: Example receipt/ }).click();
    await page.getByText('Copied').first().waitFor();
    const copied: string = await page.evaluate('navigator.clipboard.readText()');
    expect(JSON.parse(copied)).toHaveProperty('wasteItems');
  });

  test('on paper what is folded is unfolded, and what can only be clicked is left out', async () => {
    const { page } = await open(board, 'board/scenarios/R04');
    const isShown = (selector: string) => page.evaluate(`document.querySelector('${selector}').checkVisibility()`);
    expect([await isShown('details pre'), await isShown('.page-header nav')]).toEqual([false, true]);
    await page.emulateMedia({ media: 'print' });
    expect([await isShown('details pre'), await isShown('.page-header nav'), await isShown('.copy button')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('on a narrow screen the tables are still tables to a screen reader', async () => {
    const { page } = await open(board, 'board/traffic', { width: 320, height: 900 });
    expect(await tableRoles(page)).toEqual({ table: 1, row: 15, columnheader: 5, rowheader: 14 });
  });

  test.for(payloadGroups)('hostile text (%j) runs nothing, asks for nothing and adds no element', async (names) => {
    const hostile = await start();
    for (const { seq: _, ...exchange } of hostileRehearsal(...names).exchanges)
      await recordExchange(hostile.service.store, exchange);
    const bad = hostileText(...names).toWellFormed();
    await hostile.service.mock.faults.planFor(bad, [{ on: 'issueToken', times: 1, fault: { kind: 'reset' } }]);
    const client = new URLSearchParams({ client: bad });
    const last = await hostile.service.store.lastPosition();
    const query = `${client}&search=${encodeURIComponent(bad)}&status=${encodeURIComponent(bad)}`;
    const { page, misdeeds } = await open(hostile, `?${query}`);
    for (const address of [
      '',
      'board/traffic',
      `board/traffic/${last}`,
      'board/scenarios/W01',
      'board/faults',
      'board/lists',
    ]) {
      if (address !== '') await page.goto(`${hostile.service.url}/_rehearsal/${address}?${query}`);
      await page.evaluate(openAll);
      expect(await page.evaluate('window.hit')).toBeUndefined();
      expect([address, await page.locator(foreign).count()]).toEqual([address, 0]);
      const links: string[] = await page.evaluate(`[...document.links].map((each) => each.getAttribute('href'))`);
      expect(links.filter((href) => !ownLink.test(href))).toEqual([]);
      expect(await page.locator('h1').count()).toBe(1);
      expect([address, misdeeds]).toEqual([address, []]);
    }
  });
});
