import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Context } from '../context.ts';

/** The interval, in milliseconds, of comments that stop proxies from closing an idle stream. */
const heartbeatMs = 15_000;
/** The maximum number of unread bytes of a reader: several of the longest exchanges. */
const maxUnreadBytes = 16 * 1_048_576;

export interface EventStreamOptions {
  recorded: Context['recordedExchanges'];
  /** Left out: the exchanges of every client. */
  clientId?: string | undefined;
  /** Sent before the first event. */
  greeting: string;
  /** Returns the type and the data of an exchange's event. */
  eventOf: (exchange: Exchange) => { event: string; data: string };
}

/** Responds with a stream of server-sent events, one for each exchange that is recorded from now on. */
export function sendEvents(reply: FastifyReply, options: EventStreamOptions): PassThrough {
  const { recorded, clientId, greeting, eventOf } = options;
  const stream = new PassThrough();
  const send = (exchange: Exchange) => {
    if (clientId !== undefined && exchange.clientId !== clientId) return;
    // Everything that a stalled reader misses would be held in memory.
    if (stream.writableLength > maxUnreadBytes) reply.raw.destroy();
    const { event, data } = eventOf(exchange);
    stream.write(`id: ${exchange.seq}\nevent: ${event}\ndata: ${data}\n\n`);
  };
  const beat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs);
  beat.unref();
  recorded.on('exchange', send);
  reply.raw.once('close', () => {
    clearInterval(beat);
    recorded.off('exchange', send);
    stream.end();
  });
  stream.write(greeting);
  reply.header('cache-control', 'no-store').type('text/event-stream').send(stream);
  return stream;
}
