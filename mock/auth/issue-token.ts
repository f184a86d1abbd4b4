import { randomUUID } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { JsonObject } from '../../spec/json.ts';
import type { Store } from '../store/store.ts';

/** The scope that the service grants. Source: validation-2026-07. */
export const grantedScope = 'waste-movement-external-api-resource-srv/access';
/** Who the mock's tokens say they are from. */
export const issuer = 'https://idp.rehearsal.invalid/receipt-rehearsal';
/** A token's life in seconds. */
export const tokenLifetime = 3600;

/** What a token is judged by. */
export interface VerifyingKey {
  kid: string;
  publicKey: Awaited<ReturnType<typeof importJWK>>;
}

export interface TokenSigningKey extends VerifyingKey {
  privateKey: Awaited<ReturnType<typeof importJWK>>;
  /** As it stands at `/.well-known/jwks.json`. */
  publicJwk: JWK;
}

const setting = 'signing-key';

/** The store's signing key, made on first use; so a token stays good when the mock is started again on the same data. */
export async function loadTokenSigningKey(store: Store): Promise<TokenSigningKey> {
  const kept = (await store.setting(setting)) ?? (await store.settleSetting(setting, JSON.stringify(await newKey())));
  return toSigningKey(JSON.parse(kept) as JWK);
}

/** A new signing key in the place of the store's. */
export async function saveNewSigningKey(store: Store): Promise<TokenSigningKey> {
  const jwk = await newKey();
  await store.saveSetting(setting, JSON.stringify(jwk));
  return toSigningKey(jwk);
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

async function toSigningKey(jwk: JWK): Promise<TokenSigningKey> {
  const { kid = '', kty, n = '', e = '', alg = 'RS256', use = 'sig' } = jwk;
  const publicJwk: JWK = { kid, kty: kty ?? 'RSA', n, e, alg, use };
  return { ...(await publicKeyOf(publicJwk)), privateKey: await importJWK(jwk, alg), publicJwk };
}

export async function publicKeyOf(publicJwk: JWK): Promise<VerifyingKey> {
  const { kid = '', alg = 'RS256' } = publicJwk;
  return { kid, publicKey: await importJWK(publicJwk, alg) };
}

/** A token for a client, with the claims of the service's tokens. Source: validation-2026-07. */
export function issueToken(key: TokenSigningKey, clientId: string, now: Date): Promise<string> {
  return mintToken(key, { clientId, now });
}

export interface OddToken {
  clientId: string;
  now: Date;
  /** Seconds from now; below zero for a token that has expired. */
  expiresIn?: number;
  scope?: string;
  issuer?: string;
  /** Set over the usual ones; null leaves a claim out. */
  claims?: JsonObject;
}

/** A token with whatever is asked for in it, signed with the mock's own key. */
export async function mintToken(key: TokenSigningKey, odd: OddToken): Promise<string> {
  const seconds = Math.floor(odd.now.getTime() / 1000);
  const claims: JsonObject = {
    sub: odd.clientId,
    client_id: odd.clientId,
    token_use: 'access',
    scope: odd.scope ?? grantedScope,
    auth_time: seconds,
    iat: seconds,
    exp: seconds + (odd.expiresIn ?? tokenLifetime),
    iss: odd.issuer ?? issuer,
    version: 2,
    jti: randomUUID(),
    ...odd.claims,
  };
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
  const payload = new TextEncoder().encode(JSON.stringify(kept));
  return new CompactSign(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key.privateKey);
}
