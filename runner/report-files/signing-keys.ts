import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/exit-codes.ts';

/** What a pack is signed with, read and found fit. */
export interface ReportSigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** Far more than any key; a file that is larger was named by mistake. */
const maxBytes = 65_536;

/**
 * The private Ed25519 key in a PEM file.
 * @throws UsageError for a file that holds anything else, or cannot be read.
 */
export function readSigningKey(file: string): ReportSigningKey {
  const text = textOf(file, 'the signing key');
  const fix = 'Name the private key that "rehearse keygen" wrote';
  const privateKey = fit(file, 'PRIVATE KEY', text, createPrivateKey, fix);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * The public Ed25519 key in a PEM file.
 * @throws UsageError for a file that holds anything else, or cannot be read.
 */
export function readPublicKey(file: string): KeyObject {
  const text = textOf(file, 'the public key');
  return fit(
    file,
    'PUBLIC KEY',
    text,
    createPublicKey,
    'Name the public key of who signed, a file such as NAME.pub.pem',
  );
}

/** The public Ed25519 key in a PEM text, or undefined where it holds none. */
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

/** A short name for a public key, to be compared by eye or read out. */
export function fingerprintOf(key: KeyObject): string {
  const hash = createHash('sha256').update(key.export({ type: 'spki', format: 'der' }));
  return `SHA256:${hash.digest('base64').replace(/=$/, '')}`;
}

function textOf(file: string, what: string): string {
  try {
    const { size } = statSync(file);
    if (size > maxBytes) throw new Error(`it has ${size} bytes, and a key has a few hundred`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${what} ${file}: ${messageOf(error)}`);
  }
}

/** What is wrong is said in words of ours: a message of the library may quote what it read. */
function fit(file: string, label: string, text: string, read: (pem: string) => KeyObject, fix: string): KeyObject {
  const found = labelOf(text);
  const refuse = (why: string) => new UsageError(`the key ${file} ${why}. ${fix}`);
  if (found === undefined) throw refuse('holds no key in PEM: a line "-----BEGIN … KEY-----" is missing');
  if (found.startsWith('ENCRYPTED') || text.includes('Proc-Type: 4,ENCRYPTED')) {
    throw refuse(
      'is encrypted, and there is nobody to ask for its passphrase: keep it unencrypted where only you can read it',
    );
  }
  if (found !== label) throw refuse(`holds a ${found}, and a ${label} is wanted here`);
  let key: KeyObject;
  try {
    key = read(text);
  } catch {
    throw refuse(`begins as a ${label} and cannot be read as one: is it cut off or edited?`);
  }
  if (ofEd25519(key) === undefined) throw refuse(`is of the kind ${key.asymmetricKeyType}, and Ed25519 is wanted`);
  return key;
}

function ofEd25519(key: KeyObject): KeyObject | undefined {
  return key.asymmetricKeyType === 'ed25519' ? key : undefined;
}

/** Such as `PRIVATE KEY`. */
function labelOf(text: string): string | undefined {
  return /^-----BEGIN ([A-Z0-9 ]{1,40})-----\r?$/m.exec(text)?.[1];
}

export interface MadeKeys {
  privateKey: string;
  publicKey: string;
  fingerprint: string;
}

/**
 * Makes an Ed25519 key pair and writes it as PEM: `NAME.pem`, which its owner alone can read, and `NAME.pub.pem`.
 * @throws UsageError where either is there already, or cannot be written; then neither is left.
 */
export function makeKeys(folder: string, name: string): MadeKeys {
  if (!/^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(name)) {
    throw new UsageError(`--name ${JSON.stringify(name)} is no name for a file. Use letters, digits, "-", "_" and "."`);
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
      // Made only where nothing is: somebody else may have been quicker.
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
  throw new UsageError(`${path} is there already, and keys are never overwritten. Choose another name with --name`);
}
