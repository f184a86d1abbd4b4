import type { IncomingHttpHeaders } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isDeeperThan, type JsonValue } from '../../spec/json.ts';
import { containsOnlyApiCodes } from '../../spec/masking/mask-by-key.ts';
import { contentTypeFault } from './content-type.ts';
import { bodyLimit, UnreadableRequest } from './error-handler.ts';

/** Reads bodies as the service does: JSON by default, text and forms by their type, anything else refused with 415. */
export function registerBodyParsers(app: FastifyInstance): void {
  // If the client disconnected while an earlier hook was awaiting, the body reader gets no error event. `preParsing`
  // would also work, but costs every request more than this check.
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    if (raw.destroyed && hasBody(raw.headers)) done(Object.assign(new Error('broken off'), { code: 'ECONNRESET' }));
    else done();
  });
  app.addHook('onRequest', (request, _reply, done) => {
    const { 'content-type': type, 'content-length': length } = request.headers;
    if (type === undefined || type === json) return done();
    // Fastify refuses an empty header; the service treats it as absent.
    if (type.trim() === '') {
      delete request.raw.headers['content-type'];
      return done();
    }
    if (isWithoutBody(request.method) || Number(length) > bodyLimit) return done();
    done(contentTypeFault(type));
  });
  app.removeAllContentTypeParsers();
  // Found by its exact name, the type of nearly every body costs no search.
  app.addContentTypeParser([json, '*'], { parseAs: 'buffer' }, (request: FastifyRequest, bytes: Buffer, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined) {
      inflated(bytes, encoding)
        .then((plain) => readBody(request, plain))
        .then((value) => done(null, value), done);
      return;
    }
    try {
      done(null, readBody(request, bytes));
    } catch (error) {
      done(error as Error);
    }
  });
}

function isWithoutBody(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function readBody(request: FastifyRequest, bytes: Buffer): unknown {
  const { type, text } = readText(request, bytes);
  if (isJson(type)) return readJson(request, text);
  if (type === 'application/x-www-form-urlencoded') return { ...parseForm(text) };
  if (type.startsWith('text/')) return text;
  throw Object.assign(new Error('unsupported'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' });
}

/** Records a body that does not affect the response; an unreadable one is not kept. */
export async function recordBody(request: FastifyRequest, bytes: Buffer): Promise<void> {
  try {
    const { type, text } = readText(request, await inflated(bytes, request.headers['content-encoding']));
    if (isJson(type)) readJson(request, text);
  } catch {
    // The response is about another fault; the text, if there is one, is recorded.
  }
}

function readText(request: FastifyRequest, bytes: Buffer): { type: string; text: string } {
  const text = bytes.toString('utf8');
  const type = mediaTypeOf(request.headers['content-type'] ?? json);
  request.state.requestBody = text === '' ? null : { text: recordable(request, type, text) };
  return { type, text };
}

const json = 'application/json';

function mediaTypeOf(header: string): string {
  return header === json ? json : (header.split(';')[0]?.trim().toLowerCase() ?? '');
}

function isJson(type: string): boolean {
  return type === json || /^application\/(?:.+\+)?json$/.test(type);
}

/** A map, so that a header can name nothing else. */
const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

/** Decompresses as the service does: it ignores any other encoding, including one in capitals. */
async function inflated(bytes: Buffer, encoding = ''): Promise<Buffer> {
  const decode = decoders.get(encoding);
  if (decode === undefined || bytes.length === 0) return bytes;
  try {
    return await decode(bytes, { maxOutputLength: bodyLimit });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    if (isLarge) throw Object.assign(new Error('too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' });
    throw new UnreadableRequest('compressed-body-stumbles', 'Invalid compressed payload');
  }
}

function readJson(request: FastifyRequest, text: string): JsonValue {
  if (text === '') return null;
  const value = parseJson(request, text);
  if (isDeeperThan(value, maxDepth)) return value;
  request.state.requestBody = { json: value };
  if (containsOnlyApiCodes(text)) request.state.plainJson = text;
  return value;
}

/**
 * Parses as the service's platform does: a key that would change every object's prototype is a fault of the JSON
 * itself.
 */
function parseJson(request: FastifyRequest, text: string): JsonValue {
  const parsed: { error: Error | null; value: JsonValue } = { error: null, value: null };
  const parse = request.server.getDefaultJsonParser('error', 'ignore');
  // This callback must not throw: the parser would take that for a fault of the JSON, and call back again.
  parse(request, text, (error, value) => {
    parsed.error = error;
    parsed.value = value;
  });
  // Fastify's parser skips a byte order mark; the service's platform does not.
  if (parsed.error !== null || text.startsWith('\ufeff')) {
    throw new UnreadableRequest('malformed-json', 'Invalid request payload JSON format');
  }
  return parsed.value;
}

/**
 * Returns what to record of a body. Secrets are recognised by name in a form and in JSON. Any other body of the token
 * endpoint is not kept.
 */
function recordable(request: FastifyRequest, type: string, text: string): string {
  const isForm = type === 'application/x-www-form-urlencoded' && !text.trimStart().startsWith('{');
  if (isForm || request.state.operationId !== 'issueToken') return text;
  return '(not recorded: it may hold a secret)';
}

/**
 * Deeper than any receipt. The journal keeps a deeper body as text: recursion over the value would overflow the stack.
 */
const maxDepth = 100;
