import { StoreUnavailable } from './store.ts';

/** An item to be processed, and the caller that waits for its result. */
interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** The number of event loop turns that a batch waits for more items. */
const maxTurns = 4;

/** Each item may hold a megabyte. */
const defaultMaxItems = 200;

/**
 * Batches concurrent calls, such as writes in one transaction. A batch waits a few turns of the event loop while items
 * still arrive; those that arrive while it runs form the next one. Batches run in the order of the calls.
 */
export class Batcher<T, R> {
  readonly #work: (items: readonly T[]) => Promise<readonly R[]>;
  readonly #maxItems: number;
  readonly #waiting: Waiting<T, R>[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #isRunning = false;

  /**
   * Creates a batch whose `work` returns a result for each item, in order; if it rejects, it must have done nothing.
   */
  constructor(work: (items: readonly T[]) => Promise<readonly R[]>, maxItems = defaultMaxItems) {
    this.#work = work;
    this.#maxItems = maxItems;
  }

  /** Resolves with the item's result once its batch has run. */
  add(item: T): Promise<R> {
    const result = new Promise<R>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
    });
    this.#last = result;
    if (this.#waiting.length === 1 && !this.#isRunning) this.#gather(maxTurns, 0);
    return result;
  }

  /** Runs what is waiting now. Resolves once every item added so far is done or has failed. */
  async flush(): Promise<void> {
    const last = this.#last;
    this.#run();
    // The caller of `add` gets the error.
    await last.catch(() => undefined);
  }

  #gather(turns: number, before: number): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      if (length === before || turns === 1) this.#run();
      else this.#gather(turns - 1, length);
    });
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#runBatch(this.#waiting.splice(0, this.#maxItems));
    this.#isRunning = false;
  }

  async #runBatch(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
    } catch (error) {
      // One item that fails must not make the others fail.
      const mayBeOne = batch.length > 1 && !(error instanceof StoreUnavailable);
      if (mayBeOne) for (const each of batch) await this.#runBatch([each]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
