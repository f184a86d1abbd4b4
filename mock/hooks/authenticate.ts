import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KeyRing } from '../auth/signing-keys.ts';
import {
  cachedVerdict,
  type TokenVerdict,
  tokenIn,
  tokenLikeIn,
  VerifiedTokenCache,
  verifyAuthorization,
} from '../auth/verify-token.ts';
import type { Context } from '../context.ts';
import { harmToken } from '../faults/token-faults.ts';
import { bodyLimit } from './error-handler.ts';
import { recordBody } from './parse-body.ts';

/** Requires a bearer token on every route except the open ones, before the rest of the request is checked. */
export function authenticate(app: FastifyInstance, context: Context): void {
  const verified = new VerifiedTokenCache();
  let keys: KeyRing | undefined;
  /** Resolves with true if it refused the request. The reply cannot be asked: it also resolves when its client has disconnected. */
  const refuseBad = async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    if (request.state.isOpen) {
      await attribute(request, context);
      return false;
    }
    keys ??= await context.keys;
    const verdict = await judge(request, context, verified);
    if (verdict.kind !== 'good') {
      await attribute(request, context);
      await recordUnreadBody(request);
    }
    switch (verdict.kind) {
      case 'good':
        request.state.clientId = verdict.clientId;
        return false;
      case 'missing':
        reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send({ statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' });
        return true;
      case 'faulty': {
        const { fault } = verdict;
        reply
          .code(401)
          .header('www-authenticate', `Bearer error="${fault}"`)
          .send({ statusCode: 401, error: 'Unauthorized', message: fault, attributes: { error: fault } });
        return true;
      }
    }
  };
  app.addHook('onRequest', (request, reply, done) => {
    // Nearly every request has a token that was verified before, and no planned fault.
    const header = request.headers.authorization;
    if (keys !== undefined && context.faults.isEmpty() && context.shared.state.tokenExpiryOverrides.length === 0) {
      const verdict = cachedVerdict(header, keys.keyFor(header), request.state.arrivedAt, verified);
      if (verdict?.kind === 'good') {
        request.state.clientId = verdict.clientId;
        return done();
      }
    }
    // A response ends the request, so the hook must not continue.
    refuseBad(request, reply).then((isRefused) => (isRefused ? undefined : done()), done);
  });
}

/**
 * Records the client of a request that is refused, or that needs no token. A token that the mock did not issue counts
 * for no client: anyone can write another client's name into a token.
 */
export async function attribute({ state, headers }: FastifyRequest, context: Context): Promise<void> {
  const { authorization } = headers;
  state.clientId = tokenLikeIn(authorization) === undefined ? null : await (await context.keys).clientOf(authorization);
}

/**
 * Verifies as the service does, except that a planned fault may have changed the key, or ended the token's life early.
 */
async function judge(request: FastifyRequest, context: Context, verified: VerifiedTokenCache): Promise<TokenVerdict> {
  const header = request.headers.authorization;
  const [keys, now] = [await context.keys, context.now()];
  const verify = () => verifyAuthorization(header, keys.keyFor(header), now, verified);
  const verdict = await verify();
  if (verdict.kind !== 'good') return verdict;
  const token = tokenIn(header) ?? '';
  if (await harmToken(request, { token, clientId: verdict.clientId }, context)) return verify();
  return (await context.tokenExpiryOverrides.use(token, now)) ? verdict : { kind: 'faulty', fault: 'Token expired' };
}

/** The maximum time to wait for a body that is needed for the record only, in milliseconds. */
const bodyTimeoutMs = 200;

/**
 * Records the body of a request that is refused before its body is read, for example because of its token: readers of
 * the journal want to see what was refused. A body that is too large or too slow is left unread.
 */
async function recordUnreadBody(request: FastifyRequest): Promise<void> {
  if (request.raw.readableEnded || Number(request.headers['content-length'] ?? 0) > bodyLimit) return;
  const stop = new AbortController();
  const bytes = await Promise.race([collect(request), delay(bodyTimeoutMs, undefined, { signal: stop.signal })]);
  stop.abort();
  if (bytes !== undefined && bytes.length > 0) await recordBody(request, bytes);
}

/** Returns the body; undefined if it is too large, or the client disconnects. */
function collect({ raw }: FastifyRequest): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    raw.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
    });
    raw.once('end', () => resolve(size <= bodyLimit ? Buffer.concat(chunks) : undefined));
    raw.once('error', () => resolve(undefined));
    raw.once('close', () => resolve(undefined));
  });
}
