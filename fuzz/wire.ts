import { connect, type Socket } from 'node:net';
import { type Attack, requestLine } from './attack.ts';
import { type Answer, readAnswers } from './read-answers.ts';

/** What came of a request. `closed`: the connection ended. `silent`: nothing for longer than any answer takes. */
export interface Outcome {
  kind: 'answered' | 'closed' | 'silent';
  answers: Answer[];
  /** Bytes behind the last whole answer. */
  left: number;
  /** How long it took, in milliseconds. */
  ms: number;
}

/** A request that is not answered in this time hangs, in milliseconds. */
const boundMs = 20_000;
/** How long a connection of a broken request stays open behind it, in milliseconds. */
const farewellMs = 40;

/** A client of the mock with one connection that it keeps, where the mock keeps it. */
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
      // After an answer to what it could not read, the server closes without saying so.
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
  // What breaks a connection shows as its end; whoever waits for an answer hears of that.
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
      clearTimeout(patience);
      clearTimeout(farewell);
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
    // Not at once: the server drops what it has not answered when a client ends its half.
    const farewell = setTimeout(() => isAlone && socket.end(), farewellMs);
    const patience = setTimeout(() => end('silent'), boundMs);
    for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener);
    socket.write(text, 'latin1');
  });
}
