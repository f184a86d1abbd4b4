import type { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { controlPrefix } from '../../mock/control/control-api.ts';
import { sendEvents } from '../../mock/control/event-stream.ts';

/** Returns the event stream of the pages. An event holds no exchange, only its number, because bodies may be large. */
export function streamOfEvents(
  app: FastifyInstance,
): (clientId: string | undefined, reply: FastifyReply) => FastifyReply {
  const open = new Set<PassThrough>();
  // A reset deletes exchanges without recording one, so pages are notified here.
  app.addHook('onResponse', async ({ method, url }, { statusCode }) => {
    if (method !== 'POST' || statusCode !== 204 || url.split('?', 1)[0] !== `${controlPrefix}/reset`) return;
    for (const stream of open) stream.write('event: change\ndata: reset\n\n');
  });
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
  });
  return (clientId, reply) => {
    const stream = sendEvents(reply, {
      recorded: app.mock.recordedExchanges,
      clientId,
      greeting: 'retry: 2000\n: the board\n\n',
      eventOf: ({ seq }) => ({ event: 'change', data: String(seq) }),
    });
    open.add(stream);
    reply.raw.once('close', () => open.delete(stream));
    return reply;
  };
}
