import { STATUS_CODES } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { askingClient } from './oauth.ts';

/** Lets planned faults happen, once the client is known and before anything is stored. */
export function injectFaults(app: FastifyInstance, { faults }: Context): void {
  app.addHook('preHandler', async (request, reply) => {
    const operation = request.routeOptions.config.operationId;
    if (operation === undefined) return;
    const clientId = operation === 'issueToken' ? askingClient(request) : request.trace.clientId;
    const fault = faults.spend(operation, clientId);
    if (fault === undefined) return;
    request.trace.clientId ??= clientId;
    request.trace.notes.push({ kind: 'fault', text: inWords(fault), source: 'fault-plan' });
    switch (fault.kind) {
      case 'delay':
        await delay(fault.ms);
        return;
      case 'status':
        return answer(reply, fault);
    }
  });
}

function inWords(fault: Fault): string {
  switch (fault.kind) {
    case 'delay':
      return `A planned fault: the answer was delayed by ${fault.ms} ms.`;
    case 'status':
      return `A planned fault: the answer is ${fault.status}, and nothing was stored.`;
  }
}

/** The body of a 429 is not published, nor whether it has a Retry-After: see `assumption` in sources.yaml. */
function answer(reply: FastifyReply, { status, retryAfter, body }: Extract<Fault, { kind: 'status' }>): FastifyReply {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const error = STATUS_CODES[status] ?? 'Error';
  const usual = status === 429 ? { message: 'Too Many Requests' } : { statusCode: status, error, message: error };
  return reply.code(status).send(body ?? usual);
}
