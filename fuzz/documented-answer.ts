import type { JsonObject } from '../spec/json.ts';

/** An answer that is documented: on which requests, with which status, of which shape. */
export interface Documented {
  /** `METHOD path` of the requests, the path without its query and with its percent escapes read. */
  on: RegExp;
  status: number;
  /** JSON Schema of its body; null where it has none, `page` where it is a page for people. */
  shape: JsonObject | null | 'page';
  source: string;
}

/** Any request at all. */
export const any = /^/;

export const text: JsonObject = { type: 'string' };

/** An object with these members and no others. */
export function exactly(properties: JsonObject, optional: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties: { ...properties, ...optional },
  };
}

/** The service's answer for anything but a fault in a receipt. */
export function problem(statusCode: number, error: string, message: JsonObject): JsonObject {
  return exactly({ statusCode: { const: statusCode }, error: { const: error }, message });
}
