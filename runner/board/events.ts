import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { controlPrefix } from '../../mock/control/control-api.ts';

/** Comments keep the stream from being taken for dead by what is between, in milliseconds. */
const heartbeatMs = 15_000;

/** What of an exchange a page must know to ask for itself again: no more, for bodies may be large. */
export function streamOfEvents(
  app: FastifyInstance,
): (clientId: string | undefined, reply: FastifyReply) => FastifyReply {
  const open = new Set<PassThrough>();
  // A reset takes away what the pages show, and no exchange tells them so.
  app.addHook('onResponse', async ({ method, url }, { statusCode }) => {
    if (method !== 'POST' || statusCode !== 204 || url.split('?', 1)[0] !== `${controlPrefix}/reset`) return;
    for (const stream of open) stream.write('event: change\ndata: reset\n\n');
  });
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
  });
  return (clientId, reply) => {
    const stream = new PassThrough();
    open.add(stream);
    const hear = ({ seq, clientId: sender }: { seq: number; clientId: string | null }) => {
      if (clientId === undefined || clientId === sender) stream.write(`id: ${seq}\nevent: change\ndata: ${seq}\n\n`);
    };
    const beat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs);
    beat.unref();
    app.mock.recorded.on('exchange', hear);
    reply.raw.once('close', () => {
      clearInterval(beat);
      app.mock.recorded.off('exchange', hear);
      open.delete(stream);
      stream.end();
    });
    stream.write('retry: 2000\n: the board\n\n');
    return reply.header('cache-control', 'no-store').type('text/event-stream').send(stream);
  };
}
