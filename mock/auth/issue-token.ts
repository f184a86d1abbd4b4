import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { CompactSign } from 'jose/jws/compact/sign';
import { exportJWK } from 'jose/key/export';
import { generateKeyPair } from 'jose/key/generate/keypair';
import { importJWK } from 'jose/key/import';
import type { JsonObject } from '../../spec/json.ts';
import type { Store } from '../store/store.ts';

/** The scope that the service grants. Source: validation-2026-07. */
export const grantedScope = 'waste-movement-external-api-resource-srv/access';
/** The issuer that the mock's tokens name. */
export const issuer = 'https://idp.rehearsal.invalid/receipt-rehearsal';
/** The lifetime of a token, in seconds. */
export const tokenLifetime = 3600;

/** The key and issuer that a token is verified with. */
export interface VerifyingKey {
  kid: string;
  publicKey: Awaited<ReturnType<typeof importJWK>>;
}

export interface TokenSigningKey extends VerifyingKey {
  privateKey: Awaited<ReturnType<typeof importJWK>>;
  /** The key as published at `/.well-known/jwks.json`. */
  publicJwk: JWK;
}

const setting = 'signing-key';

/**
 * Returns the store's signing key, made on first use, so that tokens stay valid when the mock restarts on the same
 * data.
 */
export async function loadTokenSigningKey(store: Store): Promise<TokenSigningKey> {
  const stored =
    (await store.setting(setting)) ?? (await store.getOrCreateSetting(setting, JSON.stringify(await newKey())));
  return toSigningKey(JSON.parse(stored) as JWK);
}

/** Replaces the store's signing key with a new one, and returns it. */
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

/** Issues a token for a client, with the claims of the service's tokens. Source: validation-2026-07. */
export function issueToken(key: TokenSigningKey, clientId: string, now: Date): Promise<string> {
  return mintToken(key, { clientId, now });
}

export interface TokenVariation {
  clientId: string;
  now: Date;
  /** Seconds from now; negative for a token that has expired. */
  expiresIn?: number;
  scope?: string;
  issuer?: string;
  /** Override the usual claims; null leaves a claim out. */
  claims?: JsonObject;
}

/** Issues a token with unusual content, signed with the mock's own key. */
export async function mintToken(key: TokenSigningKey, variation: TokenVariation): Promise<string> {
  const seconds = Math.floor(variation.now.getTime() / 1000);
  const claims: JsonObject = {
    sub: variation.clientId,
    client_id: variation.clientId,
    token_use: 'access',
    scope: variation.scope ?? grantedScope,
    auth_time: seconds,
    iat: seconds,
    exp: seconds + (variation.expiresIn ?? tokenLifetime),
    iss: variation.issuer ?? issuer,
    version: 2,
    jti: randomUUID(),
    ...variation.claims,
  };
  const stored = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
  const payload = new TextEncoder().encode(JSON.stringify(stored));
  return new CompactSign(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key.privateKey);
}
