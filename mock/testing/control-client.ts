import { Ajv, type ValidateFunction } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import type { LightMyRequestResponse } from 'fastify';
import { toJsonSchema } from '../../spec/contract/compile-schema.ts';
import { at, isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { controlDocument } from '../control/openapi.ts';
import type { OpenMock } from './open-mock.ts';

export interface ControlRequest {
  body?: JsonValue;
  /** The body as it is on the wire, instead of `body`. */
  text?: string;
  headers?: Readonly<Record<string, string>>;
  remoteAddress?: string;
}

/** An operation of the control API's document. */
export interface Operation {
  id: string;
  method: string;
  /** Such as `/organisations/{organisationId}`. */
  path: string;
  responses: JsonObject;
}

/** Returns every operation of the control API's document, in order. */
export function controlOperations(): Operation[] {
  const paths = at(controlDocument(), 'paths') as JsonObject;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as JsonObject).map(([method, operation]) => ({
      id: String(at(operation, 'operationId')),
      method: method.toUpperCase(),
      path,
      responses: at(operation, 'responses') as JsonObject,
    })),
  );
}

function operationFor(method: string, url: string): Operation | undefined {
  const path = (url.split('?', 1)[0] ?? '').replace(/^\/_rehearsal/, '');
  return controlOperations().find(
    (operation) =>
      operation.method === method && new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
}

const ajv = new Ajv({ allErrors: true, strict: false, logger: false });
addFormats.default(ajv);
const components = toJsonSchema(at(controlDocument(), 'components') ?? {});

const validators = new Map<JsonValue, ValidateFunction>();

/** Returns the validator of a response, compiled once: most tests get the same few. */
function validatorFor(media: JsonValue): ValidateFunction {
  const known = validators.get(media);
  if (known !== undefined) return known;
  const compiled = ajv.compile({ ...(toJsonSchema(at(media, 'schema') ?? {}) as JsonObject), components });
  validators.set(media, compiled);
  return compiled;
}

/** Returns how a response differs from the document; undefined if it does not. An undocumented URL is a problem. */
function undocumented(method: string, url: string, answer: LightMyRequestResponse): string | undefined {
  if (method === 'HEAD') return answer.body === '' ? undefined : `HEAD ${url} has a body`;
  const operation = operationFor(method, url);
  const name = `${method} ${url} → ${answer.statusCode}`;
  const documented = operation === undefined ? problem : operation.responses[String(answer.statusCode)];
  if (documented === undefined) return `${name} is not documented`;
  const response = followed(documented);
  const content = at(response, 'content');
  if (content === undefined) return answer.body === '' ? undefined : `${name} has a body`;
  const [[type, media] = ['', null]] = Object.entries(content as JsonObject);
  const given = String(answer.headers['content-type']);
  if (!given.startsWith(type)) return `${name} is ${given}, and not ${type}`;
  const validate = validatorFor(media);
  const value: unknown = type === 'application/json' ? answer.json() : answer.body;
  return validate(value) ? undefined : `${name}: ${ajv.errorsText(validate.errors)} in ${answer.body}`;
}

const problem: JsonObject = { $ref: '#/components/responses/unknown' };

function followed(response: JsonValue): JsonValue | undefined {
  const reference = at(response, '$ref');
  return typeof reference === 'string' && isObject(response)
    ? at(controlDocument(), ...reference.slice(2).split('/'))
    : response;
}

/**
 * Sends a request to the control API of a mock, by default from this machine.
 * @throws Error if the response is not one that the document describes.
 */
export async function control(
  { app }: OpenMock,
  method: string,
  path: string,
  { body, text, headers = {}, remoteAddress }: ControlRequest = {},
): Promise<LightMyRequestResponse> {
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const url = `/_rehearsal${path}`;
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload }),
    ...(remoteAddress === undefined ? {} : { remoteAddress }),
  });
  const wrong = undocumented(method, url, answer);
  if (wrong !== undefined) throw new Error(wrong);
  return answer;
}
