import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { attribute } from './authenticate.ts';
import { UnreadableRequest } from './error-handler.ts';

/**
 * Rewrites a path that the router could not read: the router would respond to it itself, and nothing would be recorded.
 * An invalid absolute URL becomes a path without a route. In a path that cannot be decoded, each `%` stands for itself,
 * so that the route is found and `refuseUndecodablePaths` can refuse it. Dot segments are resolved, encoded ones too.
 */
export function readablePath(url: string): string {
  // Most paths have nothing to decode or to resolve.
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

/** Refuses an update whose tracking id cannot be decoded, before the token is verified. */
export function refuseUndecodablePaths(app: FastifyInstance, context: Context): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { originalUrl, state } = request;
    if (state.operationId !== 'updateMovement' || isDecodable(originalUrl.split('?', 1)[0] ?? '')) return done();
    attribute(request, context).then(() => done(new UnreadableRequest('path-stumbles', 'Bad Request')), done);
  });
}

/** True if a path can be decoded. */
export function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
