import { Readable } from 'node:stream';
import type { Fault } from '../../../spec/types/exchange.ts';
import type { FaultEffect } from '../fault-effect.ts';
import { wait } from './delay.ts';

/** Announces the whole length of a response, and ends half way by closing the connection. */
export const truncated: FaultEffect = {
  text: 'the request was handled in full, and this answer broke off half way.',
  replaceBody: ({ reply }, answer) => {
    const bytes = Buffer.from(answer);
    reply.headers({ 'content-length': bytes.length, connection: 'close' });
    return Readable.from([bytes.subarray(0, Math.floor(bytes.length / 2))]);
  },
};

/** What a page between the client and the service would look like. */
const page = '<!doctype html><title>Please wait</title><p>The service will be with you shortly.</p>';

/** Sends a response whose status and content type are right, and whose body is not JSON. */
export const malformedJson: FaultEffect = {
  text: 'the request was handled in full, and the body of this answer was not JSON, though it said so.',
  replaceBody: () => page,
};

/** Enough for a client that counts the time between two pieces to see many. */
const maxPieces = 20;

/** Sends the whole response in small pieces. */
export function drip({ ms }: Extract<Fault, { kind: 'drip' }>): FaultEffect {
  return {
    text: `the request was handled in full, and this answer was sent in small pieces over ${ms} ms.`,
    replaceBody: ({ reply, context }, answer) => {
      const bytes = Buffer.from(answer);
      reply.header('content-length', bytes.length);
      const pieces = inPieces(bytes);
      return Readable.from(spread(pieces, ms / Math.max(1, pieces.length - 1), context.stopping));
    },
  };
}

function inPieces(bytes: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(bytes.length / maxPieces));
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

async function* spread(pieces: readonly Buffer[], gap: number, stopping: AbortSignal): AsyncGenerator<Buffer> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await wait(gap, stopping);
    yield piece;
  }
}
