import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Store } from './store/store.ts';

/** The scope that the service grants. Source: validation-2026-07. */
export const grantedScope = 'waste-movement-external-api-resource-srv/access';
/** Who the mock's tokens say they are from. */
export const issuer = 'https://idp.rehearsal.invalid/receipt-rehearsal';
/** A token's life in seconds. */
export const tokenLifetime = 3600;

export interface SigningKey {
  kid: string;
  privateKey: Awaited<ReturnType<typeof importJWK>>;
  publicKey: Awaited<ReturnType<typeof importJWK>>;
  /** As it stands at `/.well-known/jwks.json`. */
  publicJwk: JWK;
}

const setting = 'signing-key';

/** The store's signing key, made on first use; so a token stays good when the mock is started again on the same data. */
export async function loadSigningKey(store: Store): Promise<SigningKey> {
  const kept = await store.setting(setting);
  if (kept !== undefined) return toSigningKey(JSON.parse(kept) as JWK);
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
  await store.saveSetting(setting, JSON.stringify(jwk));
  return toSigningKey(jwk);
}

async function toSigningKey(jwk: JWK): Promise<SigningKey> {
  const { kid = '', kty, n = '', e = '', alg = 'RS256', use = 'sig' } = jwk;
  const publicJwk: JWK = { kid, kty: kty ?? 'RSA', n, e, alg, use };
  return { kid, privateKey: await importJWK(jwk, alg), publicKey: await importJWK(publicJwk, alg), publicJwk };
}

/** A token for a client, with the claims of the service's tokens. Source: validation-2026-07. */
export async function issueToken(key: SigningKey, clientId: string, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims = {
    sub: clientId,
    client_id: clientId,
    token_use: 'access',
    scope: grantedScope,
    auth_time: seconds,
    version: 2,
    jti: randomUUID(),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + tokenLifetime)
    .setIssuer(issuer)
    .sign(key.privateKey);
}
