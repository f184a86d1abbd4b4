/** Takes the screenshots of the live board, as a vendor sees it in the first hour. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { serve } from '../runner/server.ts';
import { firstHour } from '../runner/testing/board-traffic.ts';
import { scenariosOf } from '../scenarios/suites.ts';
import { loadContract } from '../spec/contract/contract.ts';

const pages = {
  board: '',
  traffic: 'board/traffic',
  exchange: 'board/traffic/3',
  scenario: 'board/scenarios/R04',
  faults: 'board/faults',
  lists: 'board/lists?search=17+09',
  report: 'board/report',
} as const;

/** Takes one screenshot of each page, and of the board as a newcomer finds it. */
export async function boardScreenshots(browser: Browser, folder: string): Promise<void> {
  const contract = loadContract({ ruleSet: 'observed' });
  const board = { scenarios: scenariosOf('all'), suite: 'all', since: 'ever' } as const;
  const service = await serve({ contract, place: 'memory', host: '127.0.0.1', port: 0, board });
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  const shoot = async (path: string, name: string) => {
    await page.goto(`${service.url}/_rehearsal/${path}`);
    await page
      .getByText('Live', { exact: true })
      .or(page.getByRole('link', { name: 'Refresh' }))
      .first()
      .waitFor();
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  try {
    mkdirSync(folder, { recursive: true });
    await shoot('', 'board-at-first');
    await firstHour(service.url);
    service.mock.faults.plan([
      { on: 'receiveMovement', times: 3, fault: { kind: 'status', status: 429, retryAfter: 5 } },
      { on: 'issueToken', client: 'rehearsal-client', times: 1, fault: { kind: 'early-expiry', uses: 2 } },
    ]);
    for (const [name, path] of Object.entries(pages)) await shoot(path, name === 'board' ? name : `board-${name}`);
  } finally {
    await page.close();
    await service.close();
  }
}
