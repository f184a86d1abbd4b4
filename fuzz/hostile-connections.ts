import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A raw connection that remembers what happened to it. */
export interface Raw {
  socket: Socket;
  /** Returns what the server has sent so far. */
  received(): string;
  /** Resolves when the connection is over, with its duration in milliseconds. */
  ended: Promise<number>;
}

export async function open(port: number, isRead = true): Promise<Raw> {
  const startedAt = performance.now();
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let received = '';
  // A server may reset such a connection.
  socket.on('error', () => {});
  if (isRead) {
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
  }
  const ended = new Promise<number>((resolve) => socket.once('close', () => resolve(performance.now() - startedAt)));
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), ended]);
  return { socket, received: () => received, ended };
}

/** Opens many connections, a few at a time, as a listening socket has a queue of limited length. */
export async function openMany(port: number, count: number, isRead = true): Promise<Raw[]> {
  const opened: Raw[] = [];
  while (opened.length < count) {
    const wave = Math.min(200, count - opened.length);
    opened.push(...(await Promise.all(Array.from({ length: wave }, () => open(port, isRead)))));
  }
  return opened;
}

/** Sends a text in pieces of one byte, with a pause before each, until the connection is over. */
export async function sendSlowly({ socket }: Raw, text: string, pauseMs: number): Promise<void> {
  for (const byte of text) {
    if (socket.destroyed) return;
    socket.write(byte, 'latin1');
    await delay(pauseMs);
  }
}

/**
 * Returns the maximum number of open files and connections of this process; a thousand if the system does not report
 * it.
 */
export function maxOpen(): number {
  try {
    const limit = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit ?? 1000);
  } catch {
    return 1000;
  }
}
