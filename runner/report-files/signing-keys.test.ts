import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { UsageError } from '../cli/exit-codes.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { fingerprintOf, makeKeys, publicKeyIn, readPublicKey, readSigningKey } from './signing-keys.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const good = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const privatePem = String(good.privateKey.export(pkcs8));
const publicPem = String(good.publicKey.export({ type: 'spki', format: 'pem' }));
const encrypted = String(good.privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'horse' }));

let files = 0;
function fileWith(text: string): string {
  files += 1;
  const file = folder.path(`key-${files}.pem`);
  writeFileSync(file, text);
  return file;
}

function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('a key to sign with', () => {
  test('is read, with the public key that belongs to it', () => {
    const { publicKey } = readSigningKey(fileWith(privatePem));
    expect(fingerprintOf(publicKey)).toBe(fingerprintOf(good.publicKey));
    expect(fingerprintOf(publicKey)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  test.each([
    ['a public key', publicPem, 'contains a PUBLIC KEY, but a PRIVATE KEY is required'],
    ['a key of another kind', String(rsa.privateKey.export(pkcs8)), 'is of type rsa, but Ed25519 is required'],
    ['an older form', String(rsa.privateKey.export({ type: 'pkcs1', format: 'pem' })), 'contains a RSA PRIVATE KEY'],
    ['an encrypted key', encrypted, 'is encrypted'],
    ['another program’s key', '-----BEGIN OPENSSH PRIVATE KEY-----\nx\n', 'contains a OPENSSH PRIVATE KEY'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nx\n', 'contains a CERTIFICATE'],
    ['half a key', privatePem.slice(0, 60), 'but cannot be read'],
    ['an edited key', privatePem.replace(/M/g, '!'), 'but cannot be read'],
    ['something else', 'horse', 'is not a PEM key'],
    ['nothing', '', 'is not a PEM key'],
    ['far too much', 'x'.repeat(100_000), 'it has 100000 bytes'],
  ])('is not %s', (_, text, says) => {
    const file = fileWith(text);
    const problem = problemOf(() => readSigningKey(file));
    expect(problem).toContain(file);
    expect(problem).toContain(says);
    expect(problem).not.toContain('horse');
  });

  test.each([
    ['nowhere', () => folder.path('nowhere.pem')],
    [
      'a folder',
      () => {
        mkdirSync(folder.path('a-folder'), { recursive: true });
        return folder.path('a-folder');
      },
    ],
  ])('is not %s', (_, place) => {
    expect(problemOf(() => readSigningKey(place()))).toContain(`cannot read the signing key ${place()}: E`);
  });
});

describe('a key to check with', () => {
  test('is read', () => {
    expect(fingerprintOf(readPublicKey(fileWith(publicPem)))).toBe(fingerprintOf(good.publicKey));
    expect(publicKeyIn(publicPem)?.asymmetricKeyType).toBe('ed25519');
  });

  test('is not a private key, which must stay private', () => {
    expect(problemOf(() => readPublicKey(fileWith(privatePem)))).toContain(
      'contains a PRIVATE KEY, but a PUBLIC KEY is',
    );
    expect(publicKeyIn(privatePem)).toBeUndefined();
  });

  test('is not of another kind', () => {
    const pem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
    expect(problemOf(() => readPublicKey(fileWith(pem)))).toContain('is of type rsa');
    expect(publicKeyIn(pem)).toBeUndefined();
    expect(publicKeyIn('horse')).toBeUndefined();
  });
});

test('generated keys are valid', () => {
  const made = makeKeys(folder.path(), 'made');
  expect(fingerprintOf(readSigningKey(made.privateKey).publicKey)).toBe(made.fingerprint);
  expect(fingerprintOf(readPublicKey(made.publicKey))).toBe(made.fingerprint);
});
