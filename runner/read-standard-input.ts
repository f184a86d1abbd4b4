import { readSync } from 'node:fs';

/** How long to wait for a writer that has not written yet, in milliseconds. */
const pauseMs = 5;

/** All of standard input. Some parents hand over a pipe that says "not yet" in the place of waiting. */
export function readStandardInput(): string {
  const chunks: Buffer[] = [];
  const buffer = Buffer.alloc(64 * 1024);
  for (;;) {
    const count = readOnce(buffer);
    if (count === 0) return Buffer.concat(chunks).toString('utf8');
    if (count === undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    else chunks.push(Buffer.from(buffer.subarray(0, count)));
  }
}

/** Undefined where there is nothing yet. */
function readOnce(buffer: Buffer): number | undefined {
  try {
    return readSync(0, buffer, 0, buffer.length, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    // So ends a pipe on Windows.
    if (code === 'EOF') return 0;
    throw error;
  }
}
