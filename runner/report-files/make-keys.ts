import { generateKeyPairSync } from 'node:crypto';
import { closeSync, lstatSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../../spec/contract/read-document.ts';
import { UsageError } from '../cli/usage-error.ts';
import { fingerprintOf, publicPemOf } from './signing-keys.ts';

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
