import fastify from 'fastify';

export interface FakeAnswer {
  status: number;
  body: unknown;
}

export interface SeenRequest {
  url: string;
  authorization: string | undefined;
  contentType: string | undefined;
  body: string;
}

/** A token in the shape of a JWT, worth nothing. */
export const fakeToken = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.bm90LXNpZ25lZA';

const token: FakeAnswer = { status: 200, body: { access_token: fakeToken, expires_in: 3600, token_type: 'Bearer' } };
const accepted: FakeAnswer = { status: 201, body: { wasteTrackingId: '26BHUT6U' } };

/** A service that answers as it is told and keeps what it was asked. It judges nothing. */
export async function startFakeService() {
  const seen: SeenRequest[] = [];
  /** The answers to come, in order; when they are used up, all goes well. */
  const next: { token: FakeAnswer[]; receipt: FakeAnswer[] } = { token: [], receipt: [] };
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('preHandler', async ({ url, headers, body }) => {
    seen.push({ url, authorization: headers.authorization, contentType: headers['content-type'], body: String(body) });
  });
  app.post('/oauth2/token', (_request, reply) => {
    const { status, body } = next.token.shift() ?? token;
    return reply.status(status).send(body);
  });
  app.post('/movements/receive', (_request, reply) => {
    const { status, body } = next.receipt.shift() ?? accepted;
    return reply.status(status).send(body);
  });
  const apiUrl = await app.listen({ port: 0, host: '127.0.0.1' });
  return { apiUrl, tokenUrl: `${apiUrl}/oauth2/token`, seen, next, close: () => app.close() };
}
