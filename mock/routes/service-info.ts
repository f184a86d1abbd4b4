import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** `GET /swagger.json`, open to all as the service's is: here, the effective contract that this mock answers by. */
export function describeService(app: FastifyInstance, { contract }: Context): void {
  app.get('/swagger.json', { config: { isOpen: true } }, async () => contract.document);
}

/** `GET /auth/test`, which the test environment has and production has not: whose token it is. Source: guides-2026-09. */
export function testAuthentication(app: FastifyInstance): void {
  app.get('/auth/test', async ({ state }) => ({ authenticated: true, clientId: state.clientId }));
}
