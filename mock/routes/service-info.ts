import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** Serves `GET /swagger.json`, open to everyone like the service's: here, the effective contract of this mock. */
export function describeService(app: FastifyInstance, { contract }: Context): void {
  app.get('/swagger.json', { config: { isOpen: true } }, async () => contract.document);
}

/** Serves `GET /auth/test`, which only the test environment has: the token's client. Source: guides-2026-09. */
export function testAuthentication(app: FastifyInstance): void {
  app.get('/auth/test', async ({ state }) => ({ authenticated: true, clientId: state.clientId }));
}
