import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { controlPrefix } from '../../mock/control/control-api.ts';
import type { Store } from '../../mock/store/store.ts';
import type { AnyScenario, SuiteName } from '../../scenarios/suites.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { authorize, signInPages } from './auth.ts';
import { createBoardState } from './board-state.ts';
import {
  type Board,
  boardHome,
  boardPrefix,
  linksFor,
  PageProblem,
  problemPage,
  script,
  stylesheet,
  textOf,
} from './layout.ts';
import { streamOfEvents } from './live-updates.ts';
import { formBodies } from './pages/fault-form.ts';
import { faultPages } from './pages/faults.ts';
import { reportPages } from './pages/report.ts';
import { readOnlyPages } from './pages/routes.ts';

/** Scripts, styles and form targets of this origin only; no framing. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Not `no-referrer`: browsers would then send `Origin: null` with the board's own forms. */
const headers = {
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Registers the live board beside the control API, before the mock listens. */
export function registerBoard(app: FastifyInstance, options: BoardOptions): void {
  const { controlToken } = options;
  const board: Board = {
    ...options,
    startedAt: new Date(),
    state: createBoardState({ ...options, known: app.mock.known }),
  };
  const events = streamOfEvents(app);
  app.register(
    async (pages) => {
      pages.addHook('onRequest', async (request, reply) => {
        reply.headers(headers);
        return controlToken !== undefined && isOpen(request) ? undefined : guard(request, reply, controlToken);
      });
      pages.setErrorHandler((error, _request, reply) => problemPage(reply, error));
      formBodies(pages);
      pages.get(`${boardPrefix}/board.css`, (_request, reply) =>
        reply.type('text/css; charset=utf-8').send(stylesheet()),
      );
      pages.get(`${boardPrefix}/board.js`, (_request, reply) =>
        reply.type('text/javascript; charset=utf-8').send(script()),
      );
      pages.get(`${boardPrefix}/events`, ({ query }, reply) => events(textOf(query, 'client') || undefined, reply));
      signInPages(pages, controlToken);
      readOnlyPages(pages, board);
      faultPages(pages, board);
      reportPages(pages, board);
    },
    { prefix: controlPrefix },
  );
}

/** True for the stylesheet and the sign-in page, which need no control token. */
function isOpen({ url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?', 1);
  return [`${boardPrefix}/board.css`, `${boardPrefix}/sign-in`].some((open) => path === controlPrefix + open);
}

async function guard(request: FastifyRequest, reply: FastifyReply, controlToken: string | undefined) {
  const admitted = authorize(request, controlToken);
  switch (admitted.kind) {
    case 'admitted':
      return undefined;
    case 'refused':
      return problemPage(reply, new PageProblem(403, admitted.why));
    case 'sign-in':
      return request.method === 'GET'
        ? reply.redirect(linksFor(undefined).post('/sign-in'), 303)
        : problemPage(reply, new PageProblem(403, `Open ${boardHome} and enter the control token first.`));
  }
}

/** Options of the board. */
export interface BoardOptions {
  store: Store;
  contract: Contract;
  controlToken: string | undefined;
  /** True if the default client has its own secret, which no page shows. */
  hasOwnSecret: boolean;
  scenarios: readonly AnyScenario[];
  suite: SuiteName;
  /** Journal position after which exchanges count. */
  after: number;
  /** Writes the report to a folder. Without it the report can only be read and downloaded. */
  report?: ReportWriter;
}

/** Writes the current report and returns the paths of its files. */
interface ReportWriter {
  folder: string;
  write(): Promise<readonly string[]>;
}
