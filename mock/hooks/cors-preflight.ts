import type { FastifyInstance } from 'fastify';
import { isObject, type JsonObject } from '../../spec/json.ts';
import type { Context } from '../context.ts';
import { sendProblem } from './error-handler.ts';

/**
 * Responds to a browser's preflight without allowing anything: the API has no CORS, and must not be called from a
 * browser (terms-2026-01). Source of the wording: validation-2026-07.
 */
export function preflight(app: FastifyInstance, { contract }: Context): void {
  const routes = routesOf(contract.document);
  app.options('/*', { config: { isOpen: true } }, (request, reply) => {
    const method = request.headers['access-control-request-method'];
    if (method === undefined || method === '') {
      return sendProblem(reply, 404, 'CORS error: Missing Access-Control-Request-Method header');
    }
    const path = (request.url.split('?', 1)[0] ?? '').replace(/(?<=.)\/$/, '');
    const isRoute = routes.some((route) => route.method === method.toUpperCase() && route.path.test(path));
    return isRoute ? reply.send({ message: 'CORS is disabled for this route' }) : sendProblem(reply, 404);
  });
}

interface Route {
  method: string;
  path: RegExp;
}

/** Returns the operations of the document, and the routes that it does not describe. */
function routesOf(document: JsonObject): Route[] {
  const paths = isObject(document['paths']) ? document['paths'] : {};
  const described = Object.entries(paths).flatMap(([template, operations]) => {
    const path = new RegExp(`^${template.replace(/\{[^{}]*\}/g, '[^/]+')}$`);
    return Object.keys(isObject(operations) ? operations : {}).map((method) => ({
      method: method.toUpperCase(),
      path,
    }));
  });
  return [...described, { method: 'GET', path: /^\/(?:health|swagger\.json|auth\/test)$/ }];
}
