import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import { type Row, someToken } from '../row.ts';
import { freePort, hasEnded, startChild, stopChild } from './children.ts';
import { onServerCore } from './machine.ts';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

/** A server that has responded. */
export interface Started {
  url: string;
  /** The server's own processes; their children count with them. */
  pids: readonly number[];
  /** From the start of its process to the end of its first response, in milliseconds. */
  firstAnswerMs: number;
  stop(): Promise<void>;
}

/** The maximum time to the first response, in milliseconds. */
const timeoutMs = 60_000;

/**
 * Starts the server of a row, in its own process on its own core, and waits for its first response.
 * @throws BenchError if there is none.
 */
export async function startServer(row: Row): Promise<Started> {
  const folder = temporaryFolder();
  const port = await freePort();
  const { file, args, helpers = [], release } = await row.launch({ port, folder });
  const startedAt = performance.now();
  const child = startChild(...onServerCore(file, args), { cwd: folder });
  const stop = async () => {
    await stopChild(child);
    await release?.();
    removeFolder(folder);
  };
  const url = `http://127.0.0.1:${port}`;
  while ((await statusOf(`${url}${row.firstPath}`)) !== 200) {
    const isLate = performance.now() - startedAt > timeoutMs;
    if (isLate || hasEnded(child)) {
      await stop();
      const what = isLate ? `did not respond within ${timeoutMs / 1000} s` : 'exited';
      throw new BenchError(`${row.title}: the server ${what}. Its last output: ${child.lastOutput()}`);
    }
    await wait(2);
  }
  const firstAnswerMs = performance.now() - startedAt;
  const { pid } = child.process;
  return { url, pids: pid === undefined ? helpers : [pid, ...helpers], firstAnswerMs, stop };
}

/** Returns the status, once the whole response has arrived; undefined if the port does not accept connections yet. */
function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    get(url, { headers: { authorization: someToken }, agent: false }, (answer) => {
      answer.on('end', () => resolve(answer.statusCode)).on('error', () => resolve(undefined));
      answer.resume();
    }).on('error', () => resolve(undefined));
  });
}
