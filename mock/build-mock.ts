import Fastify, { type FastifyInstance } from 'fastify';
import type { Contract } from '../spec/contract.ts';
import type { Context } from './context.ts';
import { authenticate } from './plugins/authenticate.ts';
import { body } from './plugins/body.ts';
import { bodyLimit, errors } from './plugins/errors.ts';
import { journal } from './plugins/journal.ts';
import { oauth } from './plugins/oauth.ts';
import { receiveMovement, updateMovement } from './routes/movements.ts';
import { assessProductionApprovalTests } from './routes/production-approval-tests.ts';
import { listReferenceData } from './routes/reference-data.ts';
import { receiptJudge } from './rules/judge-receipt.ts';
import type { Store } from './store/store.ts';
import { loadSigningKey } from './token-issuer.ts';

export interface MockOptions {
  contract: Contract;
  /** Furnished, and left open when the instance is closed: it is its owner's to close. */
  store: Store;
  now?: () => Date;
}

/** The mock of the service, ready to listen or to be injected into. Never listens by itself. */
export function buildMock({ contract, store, now = () => new Date() }: MockOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    // Logging would cost as much as answering; the journal has everything.
    logger: false,
    routerOptions: {
      ignoreTrailingSlash: true,
      onBadUrl: (_path, _request, response) => {
        const problem = { statusCode: 404, error: 'Not Found', message: 'Not Found' };
        response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(problem));
      },
    },
  });
  const signingKey = loadSigningKey(store);
  // Whoever awaits the key sees its failure; until then it must not count as unhandled.
  signingKey.catch(() => undefined);
  const context: Context = { contract, judgeReceipt: receiptJudge(contract), store, signingKey, now };

  journal(app, context);
  errors(app);
  body(app);
  authenticate(app, context);
  oauth(app, context);
  app.get('/health', { config: { isOpen: true } }, async () => ({ message: 'success' }));
  receiveMovement(app, context);
  updateMovement(app, context);
  listReferenceData(app);
  assessProductionApprovalTests(app, context);
  return app;
}
