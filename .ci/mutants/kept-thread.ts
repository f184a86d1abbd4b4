/**
 * Runs test files in one worker thread that is kept from run to run, so that modules are loaded once and not for each
 * mutant: Stryker switches mutants on at run time, and test files and set-up files are evaluated again in each run.
 * The files run one by one, the quickest first, until one has failed.
 */
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { PoolOptions, PoolWorker, WorkerRequest } from 'vitest/node';

type RunRequest = Extract<WorkerRequest, { type: 'run' }>;

let thread: Worker | undefined;
const milliseconds = new Map<string, number>();

class KeptThread implements PoolWorker {
  readonly name = 'kept-thread';
  readonly #options: PoolOptions;
  readonly #events = new EventEmitter();
  #isNew = false;
  /** What changes from run to run; Vitest sends it with the start of a thread. */
  #config: unknown;
  #left: RunRequest[] = [];
  #begun = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  on(event: string, callback: (...args: unknown[]) => void): void {
    this.#events.on(event, callback);
  }

  off(event: string, callback: (...args: unknown[]) => void): void {
    this.#events.off(event, callback);
  }

  async start(): Promise<void> {
    const { distPath, env, execArgv } = this.#options;
    this.#isNew = thread === undefined;
    // A test that sets the time zone needs the environment of the process.
    Object.assign(process.env, env);
    thread ??= new Worker(resolve(distPath, 'workers/threads.js'), { env: SHARE_ENV, execArgv });
    thread.on('message', this.#receive);
  }

  async stop(): Promise<void> {
    thread?.off('message', this.#receive);
  }

  send(message: WorkerRequest): void {
    const type = 'type' in message ? message.type : undefined;
    if (type === 'start') this.#config = (message as Extract<WorkerRequest, { type: 'start' }>).context.config;
    if (type === 'start' && !this.#isNew) setImmediate(() => this.#answer('started'));
    else if (type === 'stop') setImmediate(() => this.#answer('stopped'));
    else if (type === 'run') this.#runEach(message as RunRequest);
    else thread?.postMessage(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  #runEach(request: RunRequest): void {
    this.#left = request.context.files
      .toSorted((a, b) => (milliseconds.get(a.filepath) ?? 0) - (milliseconds.get(b.filepath) ?? 0))
      .map((file) => ({ ...request, context: { ...request.context, config: this.#config, files: [file] } }));
    this.#runNext();
  }

  #runNext(): void {
    this.#begun = performance.now();
    thread?.postMessage(this.#left[0]);
  }

  readonly #receive = (message: { type?: string; error?: unknown }): void => {
    if (message.type !== 'testfileFinished') {
      this.#events.emit('message', message);
      return;
    }
    const done = this.#left.shift()?.context.files[0]?.filepath ?? '';
    milliseconds.set(done, Math.max(milliseconds.get(done) ?? 0, performance.now() - this.#begun));
    const files = this.#options.project.vitest.state.getFiles();
    const hasFailed = message.error !== undefined || files.some(({ result }) => result?.state === 'fail');
    if (this.#left.length > 0 && !hasFailed) this.#runNext();
    else this.#events.emit('message', message);
  };

  #answer(type: string): void {
    this.#events.emit('message', { type, __vitest_worker_response__: true });
  }
}

export const keptThread = {
  name: 'kept-thread',
  createPoolWorker: (options: PoolOptions): PoolWorker => new KeptThread(options),
};
