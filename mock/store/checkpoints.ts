import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** As much is written between two checkpoints, in characters: a short-lived mock never comes so far. */
const between = 16 * 1024 * 1024;

/** Beyond so much without the log of writes having begun anew, it is made to. */
const most = 4 * between;

/**
 * Moves what was written from the log of writes into the data file. That waits for the disk, twice, so a thread of its own
 * does it, and starts when there is first something to do.
 */
export class Checkpoints {
  readonly #file: string;
  readonly #begin: () => void;
  #worker: Worker | undefined;
  #isBusy = false;
  /** Characters since the last checkpoint was asked for, and since the log began anew. */
  #fresh: number;
  #whole: number;

  /** `begin` moves what is left, and lets the log begin anew: short, when called behind a checkpoint. */
  constructor(file: string, begin: () => void) {
    this.#file = file;
    this.#begin = begin;
    // A process that was killed leaves its log of writes to the next.
    this.#fresh = sizeOfLog(file);
    this.#whole = this.#fresh;
  }

  /** Told after each commit how much it wrote. What was committed is: nothing here may fail it. */
  written(characters: number): void {
    this.#fresh += characters;
    this.#whole += characters;
    if (this.#fresh < between || this.#isBusy) return;
    this.#fresh = 0;
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage('checkpoint');
      this.#isBusy = true;
    } catch {
      // A process that may have no more threads: SQLite itself sees to it once there is far too much.
    }
  }

  #start(): Worker {
    const name = `checkpoint-worker${extname(import.meta.filename)}`;
    const worker = new Worker(new URL(name, import.meta.url), {
      workerData: this.#file,
      resourceLimits: { maxOldGenerationSizeMb: 16 },
      // An older Node calls its SQLite experimental in every thread.
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.unref();
    worker.on('message', () => {
      this.#isBusy = false;
      if (this.#whole >= most) this.#beginAnew();
    });
    // Nothing is lost without it: the log grows, and the next turn starts another thread.
    worker.on('error', () => {
      this.#isBusy = false;
      this.#worker = undefined;
    });
    return worker;
  }

  #beginAnew(): void {
    try {
      this.#begin();
      this.#whole = 0;
    } catch {
      // A full disk, say: requests tell of it, and the next turn tries again.
    }
  }

  /** Undefined where nothing is under way. */
  end(): Promise<unknown> | undefined {
    return this.#worker?.terminate();
  }
}

function sizeOfLog(file: string): number {
  try {
    return statSync(`${file}-wal`).size;
  } catch {
    return 0;
  }
}
