import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** `GET /swagger.json`, open to all as the service's is: here, the effective contract that this mock answers by. */
export function describeService(app: FastifyInstance, { contract }: Context): void {
  app.get('/swagger.json', { config: { isOpen: true } }, async () => contract.document);
}
