import type { FastifyInstance } from 'fastify';
import { claimedClient } from '../auth/verify-token.ts';
import { UnreadableRequest } from './error-handler.ts';

/**
 * Makes a path readable for the router, which would answer an unreadable one itself, unrecorded. An address in full that
 * is none becomes a path that is not there; in a path that cannot be decoded, each `%` stands for itself, so that the
 * routes are found and `refuseUndecodablePaths` has the say. Dot segments are resolved, encoded ones too.
 */
export function readablePath(url: string): string {
  // Nearly every path: nothing to decode or to resolve.
  if (url.startsWith('/') && !url.includes('%') && !url.includes('/.')) return url;
  if (!url.startsWith('/') && (url.includes('#') || !URL.canParse(url))) return '/unreadable';
  const [path = '', ...query] = url.split('?');
  const readable = isDecodable(path) ? path : path.replaceAll('%', '%25');
  return [hasDotSegment.test(readable) ? resolved(readable) : readable, ...query].join('?');
}

const hasDotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

function resolved(path: string): string {
  const base = 'http://mock.example.com';
  return path.startsWith('/') && !path.startsWith('//') ? new URL(path, base).pathname : path;
}

/** Refuses an update whose tracking id cannot be decoded, before the token is looked at. */
export function refuseUndecodablePaths(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { originalUrl, state, headers } = request;
    if (state.operationId !== 'updateMovement' || isDecodable(originalUrl.split('?', 1)[0] ?? '')) return done();
    // Unproven, as for every request that is refused before its token is looked at; the journal shows whose it claims to be.
    state.clientId = claimedClient(headers.authorization);
    done(new UnreadableRequest('path-stumbles', 'Bad Request'));
  });
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
