import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { grantedScope, issueToken, tokenLifetime } from '../auth/issue-token.ts';
import type { Context } from '../context.ts';
import { hashSecret } from '../default-data.ts';

interface Credentials {
  clientId: string;
  clientSecret: string;
}

/**
 * Serves the token endpoint, client credentials only (RFC 6749, section 4.4), and the keys that its tokens are signed
 * with.
 */
export function tokenRoute(app: FastifyInstance, context: Context): void {
  app.get('/.well-known/jwks.json', { config: { isOpen: true, isOfTokenService: true } }, async () => ({
    keys: (await context.keys).published(),
  }));

  const config = { isOpen: true, isOfTokenService: true, operationId: 'issueToken' as const };
  app.post('/oauth2/token', { config }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const form = formOf(request);
    const client = await authenticatedClient(request, context);
    request.state.clientId = client?.clientId ?? null;
    if (form['grant_type'] === undefined) return refuse(reply, 'invalid_request');
    if (form['grant_type'] !== 'client_credentials') return refuse(reply, 'unsupported_grant_type');
    if (client === undefined) return refuse(reply, 'invalid_client');
    context.known.secrets.add(client.clientSecret);
    if (form['scope'] !== undefined && form['scope'] !== grantedScope) return refuse(reply, 'invalid_scope');
    const token = await issueToken((await context.keys).current(), client.clientId, context.now());
    return { access_token: token, expires_in: tokenLifetime, token_type: 'Bearer' };
  });
}

/**
 * Refuses a token request. The service sends 400 for every fault, even for `invalid_client`. Source: guides-2026-09.
 */
function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}

function formOf({ headers, body }: FastifyRequest): JsonObject {
  const isForm = (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');
  return isForm && isObject(body) ? body : {};
}

/** Returns the credentials of a token request; undefined without any, or if the secret is not the client's. */
export async function authenticatedClient(request: FastifyRequest, context: Context): Promise<Credentials | undefined> {
  const credentials = credentialsOf(request.headers.authorization, formOf(request));
  return credentials !== undefined && (await isKnown(credentials, context)) ? credentials : undefined;
}

/** Reads credentials from the Basic header, the form, or both; if they differ there are none. */
function credentialsOf(header: string | undefined, form: Record<string, JsonValue>): Credentials | undefined {
  const fromHeader = basicCredentials(header);
  const { client_id: id, client_secret: secret } = form;
  if (typeof id !== 'string' || typeof secret !== 'string') {
    return fromHeader !== undefined && (id === undefined || id === fromHeader.clientId) ? fromHeader : undefined;
  }
  const differs = fromHeader !== undefined && (fromHeader.clientId !== id || fromHeader.clientSecret !== secret);
  return differs ? undefined : { clientId: id, clientSecret: secret };
}

function basicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}

async function isKnown({ clientId, clientSecret }: Credentials, { store }: Context): Promise<boolean> {
  const client = await store.client(clientId);
  if (client === undefined) return false;
  return timingSafeEqual(Buffer.from(client.secretHash), Buffer.from(hashSecret(clientSecret)));
}
