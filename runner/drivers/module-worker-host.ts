import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Brief } from '../../spec/types/brief.ts';
import { productEnvironment } from '../own-environment.ts';
import { isWorkerMessage, type WorkerReply } from './module-worker-messages.ts';
import { bypassProxies } from './proxies.ts';

/** `ended`: the thread ended, with all its pending briefs. */
export type ThreadReply = WorkerReply | { kind: 'timed-out' } | { kind: 'ended'; text: string };

/** TypeScript in the checkout and JavaScript in the package: it has the extension of this file. */
const workerFile = join(import.meta.dirname, `module-worker${extname(import.meta.filename)}`);

/** One thread that runs the module. State lasts as long as the thread; output is forwarded line by line. */
export class ModuleThread {
  readonly #worker: Worker;
  readonly #printed = { stdout: new PassThrough(), stderr: new PassThrough() };
  readonly #inHand = new Map<number, (reply: ThreadReply) => void>();
  #asked = 0;
  #crash: string | undefined;
  #retired = false;

  constructor(url: string, onLine: (line: string) => void) {
    this.#worker = new Worker(workerFile, {
      workerData: url,
      env: bypassProxies(productEnvironment()),
      stdout: true,
      stderr: true,
    });
    for (const input of Object.values(this.#printed)) createInterface({ input }).on('line', onLine);
    this.#worker.on('message', (message: unknown) => {
      if (!isWorkerMessage(message)) return;
      if ('reply' in message) this.#settle(message.id, message.reply);
      else this.#printed[message.stream].write(message.text);
    });
    this.#worker.on('messageerror', (error) => this.#fail(error));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => {
      this.#retired = true;
      for (const stream of Object.values(this.#printed)) stream.end();
      const text = this.#crash ?? `It ended its thread with exit code ${code}. Does it call process.exit?`;
      for (const id of [...this.#inHand.keys()]) this.#settle(id, { kind: 'ended', text });
    });
  }

  /** Returns false if the next brief should go to another thread. */
  get takesBriefs(): boolean {
    return !this.#retired;
  }

  ask(brief: Brief, timeoutMs: number): Promise<ThreadReply> {
    const { promise, resolve } = Promise.withResolvers<ThreadReply>();
    this.#asked += 1;
    const id = this.#asked;
    const timer = setTimeout(() => this.#settle(id, { kind: 'timed-out' }), timeoutMs);
    this.#inHand.set(id, (reply) => {
      clearTimeout(timer);
      resolve(reply);
    });
    this.#worker.ref();
    this.#worker.postMessage({ id, brief });
    return promise;
  }

  async end(): Promise<void> {
    this.#retired = true;
    this.#crash ??= 'It was stopped before it returned an outcome.';
    await this.#worker.terminate();
  }

  #settle(id: number, reply: ThreadReply): void {
    const settle = this.#inHand.get(id);
    this.#inHand.delete(id);
    if (reply.kind === 'timed-out' || reply.kind === 'unusable') this.#retired = true;
    // One brief that hangs must not affect the others: the thread lasts until they return or time out.
    if (this.#inHand.size === 0) {
      this.#worker.unref();
      if (this.#retired) void this.end();
    }
    settle?.(reply);
  }

  #fail(error: unknown): void {
    this.#retired = true;
    this.#crash ??= `It crashed:\n${inspect(error)}`;
  }
}
