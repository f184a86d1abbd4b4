import { once } from 'node:events';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

export interface FakeAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** `reset`: the connection ends instead of a response. `cut-short`: it ends within the response. */
  breaks?: 'reset' | 'cut-short';
}

export interface SeenRequest {
  method: string;
  url: string;
  userAgent: string | undefined;
  authorization: string | undefined;
  contentType: string | undefined;
  body: string;
  /** When it arrived, in milliseconds since an arbitrary time. */
  at: number;
}

/** A token in the shape of a JWT, worth nothing. */
export const fakeToken = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.bm90LXNpZ25lZA';

const token: FakeAnswer = { status: 200, body: { access_token: fakeToken, expires_in: 3600, token_type: 'Bearer' } };
const accepted: FakeAnswer = { status: 201, body: { wasteTrackingId: '26BHUT6U' } };
const updated: FakeAnswer = { status: 200, body: {} };

/** Starts a service that returns the given responses and records the requests. It validates nothing. */
export async function startFakeService() {
  const seen: SeenRequest[] = [];
  /** The next responses, in order; after them, every request succeeds. */
  const next: Record<'token' | 'receipt' | 'update', FakeAnswer[]> = { token: [], receipt: [], update: [] };
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('preHandler', async ({ method, url, headers, body }) => {
    const { authorization, 'user-agent': userAgent, 'content-type': contentType } = headers;
    seen.push({ method, url, userAgent, authorization, contentType, body: String(body), at: performance.now() });
  });
  app.post('/oauth2/token', (request, reply) => answer(request, reply, next.token.shift() ?? token));
  app.post('/movements/receive', (request, reply) => answer(request, reply, next.receipt.shift() ?? accepted));
  app.put('/movements/:id/receive', (request, reply) => answer(request, reply, next.update.shift() ?? updated));
  const apiUrl = await app.listen({ port: 0, host: '127.0.0.1' });
  return { apiUrl, tokenUrl: `${apiUrl}/oauth2/token`, seen, next, close: () => app.close() };
}

async function answer(
  { raw }: FastifyRequest,
  reply: FastifyReply,
  { status, body, headers = {}, breaks }: FakeAnswer,
) {
  if (breaks === undefined) return reply.status(status).headers(headers).send(body);
  reply.hijack();
  if (breaks === 'cut-short') {
    const text = JSON.stringify(body);
    reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length + 100 });
    reply.raw.write(text);
    // The first half must be sent before the connection ends.
    if (reply.raw.writableNeedDrain) await once(reply.raw, 'drain');
    raw.socket.destroySoon();
    return reply;
  }
  raw.socket.resetAndDestroy();
  return reply;
}
