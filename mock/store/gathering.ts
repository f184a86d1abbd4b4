import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreUnavailable } from './store.ts';

/** One thing to be done, and who waits for it. */
interface Waiting<T, R> {
  item: T;
  promise: Promise<R>;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Does together what is asked for at about the same time, such as writes in one transaction: while one group is under
 * way, the next one gathers. One after the other, in the order of the asking.
 */
export class Gathering<T, R> {
  readonly #work: (items: readonly T[]) => Promise<readonly R[]>;
  readonly #most: number;
  #waiting: Waiting<T, R>[] = [];
  #isWorking = false;
  #last: Promise<unknown> = Promise.resolve();

  /** `work` gives a result for each item, in order; where it rejects, nothing may have been done. */
  constructor(work: (items: readonly T[]) => Promise<readonly R[]>, most: number) {
    this.#work = work;
    this.#most = most;
  }

  add(item: T): Promise<R> {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    this.#waiting.push({ item, promise, resolve, reject });
    this.#last = promise;
    if (!this.#isWorking) this.#workThrough();
    return promise;
  }

  /** Resolves when all that has been asked for so far is done, or has failed. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  async #workThrough(): Promise<void> {
    this.#isWorking = true;
    await nextTurn();
    while (this.#waiting.length > 0) await this.#together(this.#waiting.splice(0, this.#most));
    this.#isWorking = false;
  }

  async #together(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#work(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      // One that cannot be done must not keep the others from it.
      const isOfOne = group.length > 1 && !(error instanceof StoreUnavailable);
      if (isOfOne) for (const each of group) await this.#together([each]);
      else for (const { reject } of group) reject(error);
    }
  }
}
