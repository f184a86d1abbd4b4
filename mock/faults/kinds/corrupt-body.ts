import { Readable } from 'node:stream';
import type { FaultEffect } from '../fault-effect.ts';

/** An answer that announces its whole length, and ends half way with its connection. */
export const truncated: FaultEffect = {
  text: 'the request was dealt with in full, and this answer broke off half way.',
  replaceBody: ({ reply }, answer) => {
    const bytes = Buffer.from(answer);
    reply.headers({ 'content-length': bytes.length, connection: 'close' });
    return Readable.from([bytes.subarray(0, Math.floor(bytes.length / 2))]);
  },
};
