import { Readable } from 'node:stream';
import type { Fault } from '../../../spec/types/fault.ts';
import type { FaultEffect } from '../fault-effect.ts';
import { wait } from './wait.ts';

/** Enough for a client that counts the time between two pieces to see many. */
const maxPieces = 20;

/** An answer that arrives whole, in small pieces. */
export function drip({ ms }: Extract<Fault, { kind: 'drip' }>): FaultEffect {
  return {
    text: `the request was dealt with in full, and this answer was sent in small pieces over ${ms} ms.`,
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
