import { expect, test } from 'vitest';
import { scenariosOf } from '../../scenarios/suites.ts';
import { evaluateTraffic } from '../watch/match-traffic.ts';
import { linksFor, type PageContext, renderPage } from './layout.ts';
import { boardView } from './pages/home.ts';

const scenarios = scenariosOf('all');

function boardPage(isBehind: boolean): string {
  const visit: PageContext = {
    clientId: undefined,
    links: linksFor(undefined),
    url: 'http://127.0.0.1:3001',
    requiresControlToken: false,
    hasOwnSecret: false,
    path: '/_rehearsal/',
    snapshot: { exchanges: [], clients: [], isCut: false, results: evaluateTraffic([]), attempts: [], isBehind },
  };
  return renderPage('board.njk', boardView(visit, scenarios, new Date('2026-11-02T10:00:00Z')));
}

test('a page with outdated verdicts says so without script, and updates again with script', () => {
  for (const mark of ['<noscript>Newer traffic is still being evaluated', 'data-behind']) {
    expect(boardPage(true)).toContain(mark);
    expect(boardPage(false)).not.toContain(mark);
  }
});
