import type { FastifyInstance } from 'fastify';
import { hintsFor } from './request-hints.ts';

/** Notes on a request that went astray what would likely put it right. The wire answer stays exact. */
export function explainRequests(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { method, originalUrl: url, headers, state } = request;
    // A receipt that was taken, or refused for itself: no address and no header is to blame.
    if (state.operationId === 'receiveMovement' && state.contractId !== null && !url.includes('?'))
      return done(null, payload);
    const tokenFault = /error="(.*)"/.exec(String(reply.getHeader('www-authenticate') ?? ''))?.[1];
    const misdirected = {
      method,
      url,
      headers,
      status: reply.statusCode,
      ...(tokenFault === undefined ? {} : { tokenFault }),
    };
    for (const { text, fix, source } of hintsFor(misdirected)) {
      state.notes.push({ kind: 'explanation', text, fix, source });
    }
    done(null, payload);
  });
}
