import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { isObject, type JsonObject } from '../../spec/json.ts';
import type { Context } from '../context.ts';
import { refreshSharedState } from '../hooks/on-request.ts';
import { StoreUnavailable } from '../store/store.ts';
import { accessDeniedReason } from './access-control.ts';
import { ControlError } from './control-error.ts';
import { dataRoutes } from './data.ts';
import { exchangeRoutes } from './exchanges.ts';
import { faultsAndClockRoutes } from './faults-and-clock.ts';
import { controlDocument } from './openapi.ts';

/** The prefix of the control API: no path of the service begins with it. */
export const controlPrefix = '/_rehearsal';

const names = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  503: 'Service Unavailable',
} as const;

/**
 * Registers the control API: journal, data, clock and faults, as `control-api.yaml` describes. The service has none of
 * it.
 */
export function controlApi(app: FastifyInstance, context: Context): void {
  app.register(
    async (control) => {
      control.addHook('onRequest', async (request, reply) => {
        const why = accessDeniedReason(request, context.controlToken);
        if (why !== undefined) return problem(reply, 403, why);
        await refreshSharedState(context);
      });
      control.setErrorHandler((error: FastifyError | ControlError, _request, reply) => {
        if (error instanceof ControlError) return problem(reply, error.statusCode, error.message);
        if (error instanceof StoreUnavailable) {
          return problem(reply, 503, `The data cannot be used just now: ${error.message}.`);
        }
        if (error.name === 'MalformedJson' || (error.statusCode ?? 500) < 500)
          return problem(reply, 400, error.message);
        throw error;
      });
      // The service's preflight would otherwise answer every path, outside this check and into the journal.
      control.options('/*', (_request, reply) => reply.callNotFound());
      const readJson = control.getDefaultJsonParser('error', 'error');
      control.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
        if (text === '') done(null, undefined);
        else readJson(request, String(text), done);
      });
      control.setNotFoundHandler((request, reply) => {
        const why = accessDeniedReason(request, context.controlToken);
        if (why !== undefined) return problem(reply, 403, why);
        return problem(
          reply,
          404,
          `The control API has no ${request.method} ${request.url}. It has ${addressesOf(controlDocument())}; see ${controlPrefix}/openapi.json.`,
        );
      });
      control.get('/openapi.json', async () => controlDocument());
      exchangeRoutes(control, context);
      dataRoutes(control, context);
      faultsAndClockRoutes(control, context);
    },
    { prefix: controlPrefix },
  );
}

/** Returns the addresses of a document, with their methods, in its order. */
function addressesOf(document: JsonObject): string {
  const paths = Object.entries(isObject(document['paths']) ? document['paths'] : {});
  return paths
    .flatMap(([path, item]) => Object.keys(isObject(item) ? item : {}).map((method) => ({ path, method })))
    .filter(({ method }) => /^(?:get|post|put|patch|delete)$/.test(method))
    .map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    .join(', ');
}

function problem(reply: FastifyReply, statusCode: keyof typeof names, message: string): FastifyReply {
  return reply.code(statusCode).send({ error: names[statusCode], message });
}
