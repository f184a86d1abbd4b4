import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { at, isObject, type JsonValue } from '../../spec/json.ts';
import type { Context } from '../context.ts';
import { authenticatedClient } from '../routes/token.ts';
import { effectOf } from './effects.ts';
import { markFaulted } from './fault-effect.ts';
import { isDueWithToken } from './token-faults.ts';

/**
 * Injects the planned faults, once the client is known and before anything is stored. The journal already holds the
 * response that a fault changes here.
 */
export function injectFaults(app: FastifyInstance, context: Context): void {
  const harm = async (request: FastifyRequest, reply: FastifyReply): Promise<'ends' | 'goes on'> => {
    const { operationId: operation } = request.state;
    if (operation === null) return 'goes on';
    // A request without a client's secret neither meets nor spends a fault that is planned for that client.
    if (operation === 'issueToken')
      request.state.clientId = (await authenticatedClient(request, context))?.clientId ?? null;
    const { clientId } = request.state;
    const planned = await context.faults.spend(
      operation,
      clientId,
      (next) => !isDueWithToken(operation, next),
      couldBeReceipt(request.body),
    );
    if (planned === undefined) return 'goes on';
    const effect = effectOf(planned);
    markFaulted(request, planned, effect);
    return effect.before === undefined ? 'goes on' : effect.before({ request, reply, context });
  };
  app.addHook('preHandler', (request, reply, done) => {
    if (context.faults.isEmpty()) return done();
    // A response ends the request, so the hook must not continue.
    harm(request, reply).then((outcome) => (outcome === 'ends' ? undefined : done()), done);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { plannedFault } = request.state;
    const spoil = plannedFault === null ? undefined : effectOf(plannedFault).replaceBody;
    const answer = Buffer.isBuffer(payload) ? payload.toString('utf8') : payload;
    if (spoil === undefined || typeof answer !== 'string') return done(null, payload);
    Promise.resolve(spoil({ request, reply, context }, answer)).then((mutated) => done(null, mutated), done);
  });
}

/** True for a body with waste items, valid or not. */
function couldBeReceipt(body: unknown): boolean {
  const items = at((body ?? null) as JsonValue, 'wasteItems');
  return Array.isArray(items) && items.some(isObject);
}
