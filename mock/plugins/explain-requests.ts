import type { FastifyInstance } from 'fastify';
import { hintsFor } from '../help/request-help.ts';

/** Notes on a request that went astray what would likely put it right. The wire answer stays exact. */
export function explainRequests(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { method, originalUrl: url, headers, trace } = request;
    for (const { text, mend, source } of hintsFor({ method, url, headers, status: reply.statusCode })) {
      trace.notes.push({ kind: 'explanation', text, mend, source });
    }
    return payload;
  });
}
