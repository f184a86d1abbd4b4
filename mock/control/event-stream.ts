import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Context } from '../context.ts';

/** Comments keep proxies from taking an idle stream for dead, in milliseconds. */
const heartbeatMs = 15_000;
/** How far a reader of the stream may fall behind, in bytes: as far as some of the longest exchanges. */
const maxUnreadBytes = 16 * 1_048_576;

export interface EventStreamOptions {
  recorded: Context['recordedExchanges'];
  /** Left out: the exchanges of every client. */
  clientId?: string | undefined;
  /** What is sent before the first event. */
  greeting: string;
  /** The type and the data of the event of an exchange. */
  eventOf: (exchange: Exchange) => { event: string; data: string };
}

/** Answers with a stream of server-sent events, one for each exchange that is recorded from now on. */
export function sendEvents(reply: FastifyReply, options: EventStreamOptions): PassThrough {
  const { recorded, clientId, greeting, eventOf } = options;
  const stream = new PassThrough();
  const send = (exchange: Exchange) => {
    if (clientId !== undefined && exchange.clientId !== clientId) return;
    // Everything that a stalled reader misses would be kept for it.
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
