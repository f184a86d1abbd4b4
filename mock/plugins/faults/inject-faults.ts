import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { askingClient } from '../oauth.ts';
import { effectOf } from './effects.ts';
import { meet } from './meet.ts';
import { isDueWithToken } from './rotate-key.ts';

/**
 * Lets planned faults happen, once the client is known and before anything is stored. Stands behind the journal: what
 * it does to an answer, it does to one that is on record.
 */
export function injectFaults(app: FastifyInstance, context: Context): void {
  app.addHook('preHandler', async (request, reply) => {
    const operation = request.routeOptions.config.operationId;
    if (operation === undefined) return;
    const clientId = operation === 'issueToken' ? askingClient(request) : request.trace.clientId;
    request.trace.clientId ??= clientId;
    if (isDueWithToken(operation, context.faults.next(operation, clientId))) return;
    const planned = context.faults.spend(operation, clientId);
    if (planned === undefined) return;
    const effect = effectOf(planned);
    meet(request, planned, effect);
    return effect.before?.({ request, reply, context });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const { planned } = request.trace;
    const spoil = planned === null ? undefined : effectOf(planned).spoil;
    return spoil === undefined || typeof payload !== 'string' ? payload : spoil({ request, reply, context }, payload);
  });
}
