import { parse as parseForm } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonValue } from '../../spec/json.ts';
import { MalformedJson } from './errors.ts';

/** Reads bodies as the service does: JSON by default, text and forms by their type, anything else refused with 415. */
export function body(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) => {
    const text = bytes.toString('utf8');
    request.trace.sent = text === '' ? null : { text };
    const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
    if (/^application\/(?:.+\+)?json$/.test(type)) return readJson(request, text);
    if (type === 'application/x-www-form-urlencoded') return { ...parseForm(text) };
    if (type.startsWith('text/')) return text;
    throw Object.assign(new Error('unsupported'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' });
  });
}

function readJson(request: FastifyRequest, text: string): JsonValue {
  if (text === '') return null;
  try {
    const json = JSON.parse(text) as JsonValue;
    request.trace.sent = { json };
    return json;
  } catch (error) {
    throw new MalformedJson(error instanceof Error ? error.message : String(error));
  }
}
