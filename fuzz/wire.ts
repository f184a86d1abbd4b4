import { connect, type Socket } from 'node:net';
import { type Attack, requestLine } from './attack.ts';
import { type Answer, readAnswers } from './read-answers.ts';

/** The outcome of a request. `closed`: the connection ended. `silent`: nothing for longer than any response takes. */
export interface Outcome {
  kind: 'answered' | 'closed' | 'silent';
  answers: Answer[];
  /** Bytes after the last complete response. */
  left: number;
  /** The duration in milliseconds. */
  ms: number;
}

/** The time, in milliseconds, after which a request without a response counts as hanging. */
const responseTimeoutMs = 20_000;
/** The time that a connection of a broken request stays open afterwards, in milliseconds. */
const lingerMs = 40;

/** A client of the mock with one connection that it keeps, if the mock keeps it. */
export interface Line {
  send(attack: Attack): Promise<Outcome>;
  close(): void;
}

export function openLine(port: number): Line {
  let kept: Socket | undefined;
  return {
    async send(attack) {
      if (attack.isAlone) return exchange(dial(port), attack);
      const socket = kept?.readyState === 'open' ? kept : dial(port);
      kept = undefined;
      const outcome = await exchange(socket, attack);
      // After a response to what it could not parse, the server closes without announcing it.
      const goesOn = outcome.kind === 'answered' && outcome.answers[0]?.headers['connection'] === 'keep-alive';
      if (goesOn) kept = socket;
      else socket.destroy();
      return outcome;
    },
    close: () => kept?.destroy(),
  };
}

function dial(port: number): Socket {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  // An error of a connection shows as its end, which the waiting code sees.
  socket.on('error', () => {});
  return socket;
}

function exchange(socket: Socket, { text, isAlone }: Attack): Promise<Outcome> {
  const startedAt = performance.now();
  const { method, path } = requestLine(text);
  const isStream = path.startsWith('/_rehearsal/events') && method === 'GET';
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const end = (kind: Outcome['kind']) => {
      clearTimeout(timeout);
      clearTimeout(linger);
      for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener);
      if (isAlone) socket.destroy();
      const { answers, rest } = readAnswers(bytes, method === 'HEAD');
      resolve({ kind, answers, left: rest.length, ms: performance.now() - startedAt });
    };
    const listeners = {
      data: (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        if (isAlone) return;
        if (isStream && /^HTTP\/1\.1 200 /.test(bytes.toString('latin1', 0, 20))) end('closed');
        else if (readAnswers(bytes, method === 'HEAD').answers.length > 0) end('answered');
      },
      close: () => end('closed'),
    };
    // Not at once: when a client half-closes, the server drops requests without a response.
    const linger = setTimeout(() => isAlone && socket.end(), lingerMs);
    const timeout = setTimeout(() => end('silent'), responseTimeoutMs);
    for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener);
    socket.write(text, 'latin1');
  });
}
