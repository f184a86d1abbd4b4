import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { toJsonSchema } from '../spec/contract/compile-schema.ts';
import { at, isObject, type JsonObject, type JsonValue } from '../spec/json.ts';
import type { Documented } from './documented.ts';

const prefix = '/_rehearsal';

/**
 * Returns every response that the control API's own document describes; 404 and 400 for a path that it does not have.
 */
export function documentedControl(): readonly Documented[] {
  const file = join(import.meta.dirname, '..', 'mock', 'control', 'control-api.yaml');
  const document = parse(readFileSync(file, 'utf8')) as JsonObject;
  const components = toJsonSchema(document['components'] ?? {});
  const shapeOf = (response: JsonValue): JsonObject | null => {
    const schema = at(followed(response, document), 'content', 'application/json', 'schema');
    return isObject(schema) ? { ...(toJsonSchema(schema) as JsonObject), components } : null;
  };
  const described = Object.entries(objectAt(document, 'paths')).flatMap(([path, operations]) =>
    Object.entries(isObject(operations) ? operations : {}).flatMap(([method, operation]) => {
      const on = new RegExp(`^${method.toUpperCase()} ${prefix}${path.replace(/\{\w+\}/g, '[^]+')}/?$`);
      return Object.entries(objectAt(operation, 'responses')).map(([status, response]) => {
        return { on, status: Number(status), shape: shapeOf(response), source: 'control-api.yaml' };
      });
    }),
  );
  const wrong = shapeOf({ $ref: '#/components/responses/wrong' });
  const elsewhere = [400, 403, 404].map((status) => {
    return { on: new RegExp(`^\\S+ ${prefix}`), status, shape: wrong, source: 'control-api.yaml: a problem' };
  });
  const board: Documented = { on: new RegExp(`^GET ${prefix}/?$`), status: 200, shape: 'page', source: 'the board' };
  return [...described, ...elsewhere, board];
}

function followed(response: JsonValue, document: JsonObject): JsonValue | undefined {
  const reference = at(response, '$ref');
  return typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : response;
}

function objectAt(value: JsonValue, key: string): JsonObject {
  const found = at(value, key);
  return isObject(found) ? found : {};
}
