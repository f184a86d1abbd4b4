import type { JsonObject } from '../spec/json.ts';

/** A documented response: to which requests, with which status, of which shape. */
export interface Documented {
  /** `METHOD path` of the requests, the path without its query and with its percent escapes decoded. */
  on: RegExp;
  status: number;
  /** JSON Schema of its body; null if it has none, `page` if it is an HTML page. */
  shape: JsonObject | null | 'page';
  source: string;
}

/** Any request. */
export const any = /^/;

export const text: JsonObject = { type: 'string' };

/** Returns the schema of an object with these members and no others. */
export function exactly(properties: JsonObject, optional: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties: { ...properties, ...optional },
  };
}

/** Returns the schema of the service's response to anything except a fault in a receipt. */
export function problem(statusCode: number, error: string, message: JsonObject): JsonObject {
  return exactly({ statusCode: { const: statusCode }, error: { const: error }, message });
}
