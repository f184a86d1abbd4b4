/** One thing to be written, and who waits for it. */
interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** So many turns of the event loop at the most does anybody wait for others to join. */
const mostTurns = 4;

/**
 * Gathers what is to be written, and writes it in one transaction, in its order: ten requests that come together cost one
 * commit, a few turns of the event loop later. Nobody is answered before it.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => R[];
  #waiting: Waiting<T, R>[] = [];

  /** `write` gives a result for each item, in order; where it throws, nothing may have been written. */
  constructor(write: (items: readonly T[]) => R[]) {
    this.#write = write;
  }

  /** Resolves once the item is written; rejects where it cannot be. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) this.#flushAfter(mostTurns, 0);
      this.#waiting.push({ item, resolve, reject });
    });
  }

  /** While more arrive in each turn of the event loop, it pays to wait for the next. */
  #flushAfter(turns: number, before: number): void {
    const group = this.#waiting;
    setImmediate(() => {
      // Somebody may have read meanwhile, which wrote all that there was.
      if (group !== this.#waiting) return;
      const there = group.length;
      if (there === before || turns === 1) this.flush();
      else this.#flushAfter(turns - 1, there);
    });
  }

  /** Writes all that there is, so that whoever reads next finds it. */
  flush(): void {
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    try {
      const results = this.#write(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
