import { compactVerify } from 'jose';
import { isObject, type JsonObject, type JsonValue } from '../spec/json.ts';
import { grantedScope, issuer, type SigningKey } from './token-issuer.ts';

/** `missing`: no token to speak of, the answer is bare · `faulty`: a token with a fault that the answer names. */
export type TokenVerdict = { kind: 'good'; clientId: string } | { kind: 'missing' } | { kind: 'faulty'; fault: string };

/** How old a token may be, in seconds, whatever its expiry says. */
const maximumAge = 4 * 3600;
const missing: TokenVerdict = { kind: 'missing' };
const faulty = (fault: string): TokenVerdict => ({ kind: 'faulty', fault });

/** Judges an `authorization` header as the service does. Source: validation-2026-07 (the faults and their wording). */
export async function verifyAuthorization(
  header: string | undefined,
  key: SigningKey,
  now: Date,
): Promise<TokenVerdict> {
  const words = (header ?? '').split(' ').filter((word) => word !== '');
  if (words[0]?.toLowerCase() !== 'bearer') return missing;
  const token = words[1];
  if (token === undefined || words.length > 2) return faulty('Bad HTTP authentication header format');
  return verifyToken(token, key, now);
}

async function verifyToken(token: string, key: SigningKey, now: Date): Promise<TokenVerdict> {
  const parts = token.split('.');
  if (parts.length !== 3) return faulty('Invalid token structure');
  const header = decode(parts[0]);
  if (!isObject(header)) return faulty('Invalid token header part');
  if (header['alg'] === undefined) return faulty('Token header missing alg attribute');
  const claims = decode(parts[1]);
  if (!isObject(claims)) return faulty('Invalid token payload part');
  if (header['alg'] !== 'RS256' || (header['kid'] !== undefined && header['kid'] !== key.kid)) return missing;
  if (!(await isSignedBy(token, key))) return faulty('Invalid token signature');
  return judgeClaims(claims, Math.floor(now.getTime() / 1000));
}

function decode(part: string | undefined): JsonValue | undefined {
  if (part === undefined || !/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as JsonValue;
  } catch {
    // Not JSON: the caller names the part at fault.
    return undefined;
  }
}

async function isSignedBy(token: string, key: SigningKey): Promise<boolean> {
  try {
    await compactVerify(token, key.publicKey, { algorithms: ['RS256'] });
    return true;
  } catch {
    // jose has one way to say no; every reason but the signature has been ruled out above.
    return false;
  }
}

function judgeClaims(claims: JsonObject, now: number): TokenVerdict {
  const { iss, exp, nbf, iat, client_id: clientId, token_use: use, scope } = claims;
  if (iss === undefined) return faulty('Token missing payload iss value');
  if (iss !== issuer) return faulty('Token payload iss value not allowed');
  if (typeof exp === 'number' && exp <= now) return faulty('Token expired');
  if (typeof iat !== 'number') return faulty('Missing or invalid payload iat value');
  if (now - iat > maximumAge) return faulty('Token maximum age exceeded');
  if (typeof nbf === 'number' && nbf > now) return faulty('Token not yet active');
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  const isGood = use === 'access' && scopes.includes(grantedScope) && typeof clientId === 'string' && clientId !== '';
  return isGood ? { kind: 'good', clientId } : faulty('Invalid credentials');
}

/** The client that a token claims to be of, good or not, so that a refused request can be told whose it was. */
export function claimedClient(header: string | undefined): string | null {
  const claims = decode(header?.split('.')[1]);
  const clientId = isObject(claims) ? claims['client_id'] : undefined;
  return typeof clientId === 'string' ? clientId : null;
}
