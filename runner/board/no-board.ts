import type { FastifyInstance } from 'fastify';
import { controlPrefix } from '../../mock/control/control-api.ts';
import { attribution, whatThisIsNot } from '../../reports/text/labels.ts';

/**
 * Serves a page to a person who opens a mock that has no board. It shows none of the mock's data, so it needs no token.
 */
const about = {
  what: 'This is a mock of the Receipt of Waste API, for rehearsals. Receipts sent here are not records of waste.',
  board: 'It was started without a board. Stop it, and start it again with --board to see traffic and verdicts here.',
  whatThisIsNot,
  journal: `${controlPrefix}/exchanges`,
  description: `${controlPrefix}/openapi.json`,
  contract: '/swagger.json',
};

/** Registers the page that stands where the board would be. */
export function registerNoBoard(app: FastifyInstance): void {
  app.get(`${controlPrefix}/`, async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store');
    if (headers.accept?.includes('text/html') !== true) return about;
    // Imported on demand: most mocks are never opened in a browser.
    const [{ renderPage }, { stylesWith }] = await Promise.all([
      import('./layout.ts'),
      import('../../reports/html/styles.ts'),
    ]);
    const page = renderPage('no-board.njk', { about, attribution, styles: stylesWith() });
    return reply.type('text/html; charset=utf-8').send(page);
  });
}
