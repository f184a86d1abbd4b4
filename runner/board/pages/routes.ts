import type { FastifyInstance } from 'fastify';
import type { Exchange } from '../../../spec/types/exchange.ts';
import { type Board, boardPrefix, PageProblem, pageContextOf, sendPage, textOf } from '../layout.ts';
import { exchangePage } from './exchange.ts';
import { boardView } from './home.ts';
import { listIds, referenceDataView } from './reference-data.ts';
import { scenarioPage } from './scenario.ts';
import { trafficView } from './traffic.ts';

/** Registers the read-only pages: board, traffic, exchange, scenario and lists. */
export function readOnlyPages(pages: FastifyInstance, board: Board): void {
  const { scenarios, store, contract } = board;
  const now = () => pages.mock.clock.now();

  pages.get('/', async (request, reply) => {
    return sendPage(reply, 'board.njk', boardView(await pageContextOf(request, board), scenarios, now()));
  });

  pages.get(`${boardPrefix}/traffic`, async (request, reply) => {
    const { query } = request;
    const filter = {
      status: textOf(query, 'status'),
      operation: textOf(query, 'operation'),
      scenario: textOf(query, 'scenario'),
      until: countOf(textOf(query, 'until')),
      page: countOf(textOf(query, 'page')),
    };
    return sendPage(reply, 'traffic.njk', trafficView(await pageContextOf(request, board), filter));
  });

  pages.get<{ Params: { seq: string } }>(`${boardPrefix}/traffic/:seq`, async (request, reply) => {
    const context = await pageContextOf(request, board);
    const exchange = context.snapshot.exchanges.find(({ seq }) => String(seq) === request.params.seq);
    const recorded = exchange && (await recordedAs(exchange));
    if (exchange === undefined || recorded === undefined) {
      throw new PageProblem(404, `This board has no exchange ${request.params.seq}.`);
    }
    return sendPage(reply, 'exchange.njk', exchangePage(context, exchange, recorded, contract));
  });

  const recordedAs = async ({ seq }: Exchange) => {
    const [found] = await store.exchanges({ after: seq - 1, limit: 1 });
    return found?.seq === seq ? found : undefined;
  };

  pages.get<{ Params: { id: string } }>(`${boardPrefix}/scenarios/:id`, async (request, reply) => {
    const id = request.params.id.toUpperCase();
    const context = await pageContextOf(request, board);
    const scenario = scenarios.find((each) => each.id === id);
    const result = context.snapshot.results.find((each) => each.id === id);
    if (scenario === undefined || result === undefined) {
      throw new PageProblem(404, `This board has no scenario ${request.params.id}.`);
    }
    return sendPage(reply, 'scenario.njk', scenarioPage(context, scenario, result, now()));
  });

  pages.get(`${boardPrefix}/lists`, async (request, reply) => {
    const { query } = request;
    const list = textOf(query, 'list');
    const isKnown = listIds.some((id) => id === list);
    const data = contract.lists.referenceData;
    const options = { search: textOf(query, 'search').slice(0, 200), list: isKnown ? list : '', data };
    return sendPage(reply, 'lists.njk', referenceDataView(await pageContextOf(request, board), options));
  });
}

/** Returns 0 if the text is not a number, so that the first page is shown. */
function countOf(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : 0;
}
