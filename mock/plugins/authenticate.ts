import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { claimedClient, verifyAuthorization } from '../verify-token.ts';

/** Asks every route but the open ones for a bearer token, before anything of the request is looked at. */
export function authenticate(app: FastifyInstance, { signingKey, now }: Context): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const header = request.headers.authorization;
    request.trace.clientId = claimedClient(header);
    if (request.routeOptions.config.isOpen === true || request.is404) return;
    const verdict = await verifyAuthorization(header, await signingKey, now());
    switch (verdict.kind) {
      case 'good':
        request.trace.clientId = verdict.clientId;
        return;
      case 'missing':
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send({ statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' });
      case 'faulty': {
        const { fault } = verdict;
        return reply
          .code(401)
          .header('www-authenticate', `Bearer error="${fault}"`)
          .send({ statusCode: 401, error: 'Unauthorized', message: fault, attributes: { error: fault } });
      }
    }
  });
}
