import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { commandName } from '../cli/command-name.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** A signing key, read and validated. */
export interface ReportSigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** Far larger than any key. */
const maxBytes = 65_536;

/**
 * Reads the private Ed25519 key in a PEM file.
 * @throws UsageError for an unreadable file, or one without such a key.
 */
export function readSigningKey(file: string): ReportSigningKey {
  const text = textOf(file, 'the signing key');
  const fix = `Use a private key that "${commandName()} keygen" wrote`;
  const privateKey = fit(file, 'PRIVATE KEY', text, createPrivateKey, fix);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * Reads the public Ed25519 key in a PEM file.
 * @throws UsageError for an unreadable file, or one without such a key.
 */
export function readPublicKey(file: string): KeyObject {
  const text = textOf(file, 'the public key');
  return fit(file, 'PUBLIC KEY', text, createPublicKey, 'Use the signer’s public key, a file such as NAME.pub.pem');
}

/** Returns the public Ed25519 key in a PEM text, or undefined. */
export function publicKeyIn(text: string): KeyObject | undefined {
  try {
    return labelOf(text) === 'PUBLIC KEY' ? ofEd25519(createPublicKey(text)) : undefined;
  } catch {
    return undefined;
  }
}

export function publicPemOf(key: KeyObject): string {
  return String(key.export({ type: 'spki', format: 'pem' }));
}

/** Returns the fingerprint of a public key, for comparison by people. */
export function fingerprintOf(key: KeyObject): string {
  const hash = createHash('sha256').update(key.export({ type: 'spki', format: 'der' }));
  return `SHA256:${hash.digest('base64').replace(/=$/, '')}`;
}

function textOf(file: string, what: string): string {
  try {
    const { size } = statSync(file);
    if (size > maxBytes) throw new Error(`it has ${size} bytes, but a key has a few hundred`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${what} ${file}: ${messageOf(error)}`);
  }
}

/** Uses our own messages: those of the library may quote the key. */
function fit(file: string, label: string, text: string, read: (pem: string) => KeyObject, fix: string): KeyObject {
  const found = labelOf(text);
  const refuse = (why: string) => new UsageError(`the key ${file} ${why}. ${fix}`);
  if (found === undefined) throw refuse('is not a PEM key: the line "-----BEGIN … KEY-----" is missing');
  if (found.startsWith('ENCRYPTED') || text.includes('Proc-Type: 4,ENCRYPTED')) {
    throw refuse(
      'is encrypted, but the passphrase cannot be entered here: use an unencrypted key that only you can read',
    );
  }
  if (found !== label) throw refuse(`contains a ${found}, but a ${label} is required`);
  let key: KeyObject;
  try {
    key = read(text);
  } catch {
    throw refuse(`begins like a ${label}, but cannot be read. Is it truncated or edited?`);
  }
  if (ofEd25519(key) === undefined) throw refuse(`is of type ${key.asymmetricKeyType}, but Ed25519 is required`);
  return key;
}

function ofEd25519(key: KeyObject): KeyObject | undefined {
  return key.asymmetricKeyType === 'ed25519' ? key : undefined;
}

/** Returns the label of a PEM text, such as `PRIVATE KEY`. */
function labelOf(text: string): string | undefined {
  return /^-----BEGIN ([A-Z0-9 ]{1,40})-----\r?$/m.exec(text)?.[1];
}

export interface MadeKeys {
  privateKey: string;
  publicKey: string;
  fingerprint: string;
}

/**
 * Makes an Ed25519 key pair and writes it as PEM: `NAME.pem`, readable by its owner only, and `NAME.pub.pem`.
 * @throws UsageError if either exists already or cannot be written; then neither is left.
 */
export function makeKeys(folder: string, name: string): MadeKeys {
  if (!/^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(name)) {
    throw new UsageError(
      `--name ${JSON.stringify(name)} is not a valid file name. Use letters, digits, "-", "_" and "."`,
    );
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = {
    path: join(folder, `${name}.pem`),
    text: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    mode: 0o600,
  };
  const open = { path: join(folder, `${name}.pub.pem`), text: publicPemOf(publicKey), mode: 0o644 };
  const made: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const { path } of [secret, open]) refuseToOverwrite(path);
    for (const { path, text, mode } of [secret, open]) {
      // Created exclusively: another process may have created it meanwhile.
      const file = openSync(path, 'wx', mode);
      made.push(path);
      writeFileSync(file, text);
      closeSync(file);
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true });
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `cannot write keys to ${resolve(folder)}: ${messageOf(error)}. Choose another folder with --out`,
    );
  }
  return { privateKey: secret.path, publicKey: open.path, fingerprint: fingerprintOf(publicKey) };
}

function refuseToOverwrite(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  throw new UsageError(`${path} already exists, and keys are never overwritten. Choose another name with --name`);
}
