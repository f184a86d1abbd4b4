import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { bodyLimit } from './error-handler.ts';
import { recordBody } from './parse-body.ts';

/** How long a body may take that is only wanted for the record, in milliseconds. */
const timeoutMs = 200;

/**
 * Puts the body of a request on record that is refused before its body is looked at, such as for its token: who reads
 * the journal wants to see what was not taken. One that is too large or too slow is left unread.
 */
export async function recordUnreadBody(request: FastifyRequest): Promise<void> {
  if (request.raw.readableEnded || Number(request.headers['content-length'] ?? 0) > bodyLimit) return;
  const stop = new AbortController();
  const bytes = await Promise.race([collect(request), delay(timeoutMs, undefined, { signal: stop.signal })]);
  stop.abort();
  if (bytes !== undefined && bytes.length > 0) await recordBody(request, bytes);
}

/** Undefined where it is too large, or breaks off. */
function collect({ raw }: FastifyRequest): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    raw.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
    });
    raw.once('end', () => resolve(size <= bodyLimit ? Buffer.concat(chunks) : undefined));
    raw.once('error', () => resolve(undefined));
    raw.once('close', () => resolve(undefined));
  });
}
