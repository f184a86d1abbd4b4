import { compactVerify } from 'jose/jws/compact/verify';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { BoundedMap } from '../bounded-map.ts';
import { grantedScope, issuer, type VerifyingKey } from './issue-token.ts';

/**
 * `missing`: no usable token, so the response has no details · `faulty`: a token with a fault that the response names.
 */
export type TokenVerdict = { kind: 'good'; clientId: string } | { kind: 'missing' } | { kind: 'faulty'; fault: string };

/** The maximum age of a token in seconds, regardless of its expiry. */
const maxAge = 4 * 3600;
const missing: TokenVerdict = { kind: 'missing' };
const faulty = (fault: string): TokenVerdict => ({ kind: 'faulty', fault });

/** Caches tokens whose form and signature are valid, by the `authorization` header that carried them. */
export class VerifiedTokenCache extends BoundedMap<{
  claims: JsonObject;
  credentials: TokenVerdict;
  key: VerifyingKey;
}> {
  constructor() {
    // Far more clients than a mock has. A product that requests a token for each call must not make the cache grow.
    super(1_000);
  }
}

/** Returns the cached verdict on a header; undefined if it was never verified with this key. */
export function cachedVerdict(
  header: string | undefined,
  key: VerifyingKey,
  now: Date,
  verified: VerifiedTokenCache,
): TokenVerdict | undefined {
  const known = verified.get(header ?? '');
  if (known?.key !== key) return undefined;
  const fault = faultOfClaims(known.claims, Math.floor(now.getTime() / 1000));
  return fault === undefined ? known.credentials : faulty(fault);
}

/**
 * Verifies an `authorization` header as the service does. Source: validation-2026-07 (the faults and their wording).
 */
export async function verifyAuthorization(
  header: string | undefined,
  key: VerifyingKey,
  now: Date,
  verified = new VerifiedTokenCache(),
): Promise<TokenVerdict> {
  const known = cachedVerdict(header, key, now, verified);
  if (known !== undefined) return known;
  const words = (header ?? '').trim().split(/\s+/);
  if (words[0]?.toLowerCase() !== 'bearer') return missing;
  const token = words[1];
  if (token === undefined || words.length > 2) return faulty('Bad HTTP authentication header format');
  return verifyToken(token, key, now, (claims, credentials) => {
    verified.set(header ?? '', { claims, credentials, key });
  });
}

/** Verifies a token in the order of `@hapi/jwt`, whose messages the service sends: form, key, claims, signature. */
async function verifyToken(
  token: string,
  key: VerifyingKey,
  now: Date,
  remember: (claims: JsonObject, credentials: TokenVerdict) => void,
): Promise<TokenVerdict> {
  const parts = token.split('.');
  if (parts.length !== 3) return faulty('Invalid token structure');
  for (const [index, name] of ['header', 'payload', 'signature'].entries()) {
    if (!/^[\w-]*$/.test(parts[index] ?? '')) return faulty(`Invalid token ${name} part`);
  }
  const header = decode(parts[0]);
  if (!isObject(header)) return faulty('Invalid token missing header');
  const claims = decode(parts[1]);
  if (!isObject(claims)) return faulty('Invalid token payload');
  const { alg, kid } = header;
  if (!alg) return faulty('Token header missing alg attribute');
  if (alg !== 'RS256' || (kid && kid !== key.kid)) return missing;
  const fault = faultOfClaims(claims, Math.floor(now.getTime() / 1000));
  if (fault !== undefined) return faulty(fault);
  if (!(await isSignedBy(token, key))) return faulty('Invalid token signature');
  const credentials = credentialsOf(claims);
  remember(claims, credentials);
  return credentials;
}

function decode(part: string | undefined): JsonValue | undefined {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as JsonValue;
  } catch {
    // Not JSON: the caller names the part at fault.
    return undefined;
  }
}

async function isSignedBy(token: string, key: VerifyingKey): Promise<boolean> {
  try {
    await compactVerify(token, key.publicKey, { algorithms: ['RS256'] });
    return true;
  } catch {
    // jose rejects in one way only; every reason except the signature has been ruled out above.
    return false;
  }
}

function faultOfClaims({ iss, exp, nbf, iat }: JsonObject, now: number): string | undefined {
  if (exp !== undefined && typeof exp !== 'number') return 'Invalid payload exp value';
  if (exp !== undefined && exp <= now) return 'Token expired';
  if (typeof iat !== 'number' || iat === 0) return 'Missing or invalid payload iat value';
  if (now - iat > maxAge) return 'Token maximum age exceeded';
  if (iss === undefined) return 'Token missing payload iss value';
  if (iss !== issuer) return 'Token payload iss value not allowed';
  if (nbf !== undefined && typeof nbf !== 'number') return 'Invalid payload nbf value';
  if (nbf !== undefined && nbf > now) return 'Token not yet active';
  return undefined;
}

function credentialsOf({ client_id: clientId, token_use: use, scope }: JsonObject): TokenVerdict {
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  const isGood = use === 'access' && scopes.includes(grantedScope) && typeof clientId === 'string' && clientId !== '';
  return isGood ? { kind: 'good', clientId } : faulty('Invalid credentials');
}

/**
 * Returns the client that a token was issued to, whether or not the token is still valid; null if the key did not sign
 * it. A forged token can name any client, so the name alone proves nothing.
 */
export async function issuedTo(token: string, key: VerifyingKey): Promise<string | null> {
  const claims = decode(token.split('.')[1]);
  const clientId = isObject(claims) ? claims['client_id'] : undefined;
  if (typeof clientId !== 'string' || clientId === '') return null;
  return (await isSignedBy(token, key)) ? clientId : null;
}

/** Returns the part of an `authorization` header that has the form of a token, wherever it is. */
export function tokenLikeIn(header: string | undefined): string | undefined {
  return header?.split(/\s+/).find((word) => word.split('.').length === 3);
}

/** Returns the client that a token names, which anybody can write: enough to choose a key, and for nothing else. */
export function claimedClient(header: string | undefined): string | null {
  const claims = decode(header?.split('.')[1]);
  const clientId = isObject(claims) ? claims['client_id'] : undefined;
  return typeof clientId === 'string' ? clientId : null;
}

/** Returns the id of the key that a token names; undefined if it names none. */
export function claimedKey(token: string | undefined): string | undefined {
  const protectedHeader = decode(token?.split('.')[0]);
  const kid = isObject(protectedHeader) ? protectedHeader['kid'] : undefined;
  return typeof kid === 'string' ? kid : undefined;
}

/** Returns the part of an `authorization` header after the scheme. */
export function tokenIn(header: string | undefined): string | undefined {
  return (header ?? '').trim().split(/\s+/)[1];
}
