import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { messageOf } from '../../spec/contract/read-document.ts';

/** Why a file was not read, to follow `NAME cannot be read: `. */
export interface NotRead {
  why: string;
}

export interface ReadLimits {
  maxBytes: number;
  /** False for a file of another party: its link may lead anywhere. */
  followsLinks: boolean;
}

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
const chunkBytes = 1024 * 1024;

/** Reads a regular file. Anything else is refused before it is read: a pipe would wait for ever, a device never ends. */
export function readRegularFile(path: string, limits: ReadLimits): Buffer | NotRead {
  const chunks: Buffer[] = [];
  return readChunks(path, limits, (chunk) => chunks.push(Buffer.from(chunk))) ?? Buffer.concat(chunks);
}

/** Returns the size of a regular file and its SHA-256 in hex. */
export function hashRegularFile(path: string, limits: ReadLimits): { bytes: number; hash: string } | NotRead {
  const hash = createHash('sha256');
  let bytes = 0;
  const refused = readChunks(path, limits, (chunk) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  return refused ?? { bytes, hash: hash.digest('hex') };
}

/** Passes the file to `take`, piece by piece, or returns why not. Never reads more than the file's size at first. */
function readChunks(path: string, limits: ReadLimits, take: (chunk: Buffer) => void): NotRead | undefined {
  try {
    return readOpened(path, limits, take);
  } catch (error) {
    return { why: messageOf(error) };
  }
}

function readOpened(path: string, limits: ReadLimits, take: (chunk: Buffer) => void): NotRead | undefined {
  const refused = whyNot(limits.followsLinks ? statSync(path) : lstatSync(path), limits);
  if (refused !== undefined) return refused;
  const file = openSync(path, O_RDONLY | O_NONBLOCK | (limits.followsLinks ? 0 : O_NOFOLLOW));
  try {
    // Looked at again: the file may have been exchanged in between.
    const found = fstatSync(file);
    const exchanged = whyNot(found, limits);
    if (exchanged !== undefined) return exchanged;
    const buffer = Buffer.alloc(Math.min(found.size, chunkBytes));
    for (let left = found.size; left > 0; ) {
      const count = readSync(file, buffer, 0, Math.min(left, buffer.length), null);
      if (count === 0) break;
      take(buffer.subarray(0, count));
      left -= count;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

function whyNot(found: Stats, { maxBytes }: ReadLimits): NotRead | undefined {
  if (found.isSymbolicLink()) return { why: 'it is a link' };
  if (!found.isFile()) return { why: 'it is not a regular file' };
  if (found.size <= maxBytes) return undefined;
  return { why: `it has ${found.size} bytes, more than the ${maxBytes} that are read` };
}
