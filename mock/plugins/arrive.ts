import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { authenticator } from './authenticate.ts';
import { catchUp } from './catch-up.ts';
import { begin } from './journal.ts';
import { expiryUnknown } from './organisation.ts';
import { platformHeaders } from './security-headers.ts';

const ofEveryAnswer = { ...platformHeaders, 'cache-control': 'no-cache' };
const ofMovements = { ...ofEveryAnswer, ...expiryUnknown };

/**
 * What happens first with every request: it is remembered, its answer is given the headers that it has whatever it will
 * be, and its token is looked at. All in one hook, since each costs time of its own; in three where the news of other
 * processes must be awaited before the token can be judged.
 */
export function arrive(app: FastifyInstance, context: Context): void {
  const authenticate = authenticator(context);
  const enter = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => {
    const { operationId } = request.trace;
    const isOfMovement = operationId === 'receiveMovement' || operationId === 'updateMovement';
    reply.headers(isOfMovement ? ofMovements : ofEveryAnswer);
    authenticate(request, reply, done);
  };
  if (context.shared.refresh === undefined) {
    app.addHook('onRequest', (request, reply, done) => {
      begin(request, context);
      enter(request, reply, done);
    });
    return;
  }
  app.addHook('onRequest', (request, _reply, done) => {
    begin(request, context);
    done();
  });
  catchUp(app, context);
  app.addHook('onRequest', enter);
}
