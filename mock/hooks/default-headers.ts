import type { FastifyInstance } from 'fastify';
import { expiryUnknown } from '../routes/find-organisation.ts';

/**
 * The headers that the service's platform sets on every response. Source: service-tests-2026-09, taken from the
 * platform's public template; values may differ in production. There are no CORS headers: the API has no CORS
 * (terms-2026-01).
 */
const platformHeaders: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'cache-control': 'no-cache',
};

const movementHeaders = { ...platformHeaders, ...expiryUnknown };

/** Sets the headers that all responses of a route share. */
export function defaultHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', ({ state: { operationId } }, reply, done) => {
    const isOfMovement = operationId === 'receiveMovement' || operationId === 'updateMovement';
    reply.headers(isOfMovement ? movementHeaders : platformHeaders);
    done();
  });
}
