import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

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

/** Sets the headers that every response of a route has, whatever its status. */
export function defaultHeaders(app: FastifyInstance, { chargeHeader }: Context): void {
  const headers = { ...platformHeaders, ...chargeHeader.withExpiry(null) };
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(chargeHeader.isOn(request) ? headers : platformHeaders);
    done();
  });
}
