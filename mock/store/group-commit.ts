/** One thing to be written, and who waits for it, if anybody does. */
interface Waiting<T, R> {
  item: T;
  settle: { resolve: (result: R) => void; reject: (error: unknown) => void } | null;
}

/** How long what nobody waits for may lie, in milliseconds, and how much of it, in characters. */
const [longestMs, mostCharacters] = [100, 4 * 1024 * 1024];

/**
 * Gathers what is to be written, and writes it in one transaction, in its order: ten requests that come together cost one
 * commit. Who waits is told after the commit at the end of the event loop's turn. What nobody waits for lies for a
 * moment longer, so that hundreds share a commit.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => R[];
  readonly #sizeOf: (item: T) => number;
  #waiting: Waiting<T, R>[] = [];
  #characters = 0;
  #isDue = false;
  #timer: NodeJS.Timeout | undefined;
  /** The last write failed: nobody is told that all is well before one succeeds. */
  #isFailing = false;

  /** `write` gives a result for each item, in order; where it throws, nothing may have been written. */
  constructor(write: (items: readonly T[]) => R[], sizeOf: (item: T) => number) {
    this.#write = write;
    this.#sizeOf = sizeOf;
  }

  /** Resolves once the item is written; rejects where it cannot be. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#push(item, { resolve, reject });
      if (this.#isDue) return;
      this.#isDue = true;
      setImmediate(() => this.flush());
    });
  }

  /** Takes an item that will be written soon, and with whatever is written before. Rejects where nothing can be written. */
  async addLazily(item: T): Promise<void> {
    if (this.#isFailing || this.#characters > mostCharacters) {
      await this.add(item);
      return;
    }
    this.#push(item, null);
    this.#timer ??= setTimeout(() => this.flush(), longestMs);
  }

  #push(item: T, settle: Waiting<T, R>['settle']): void {
    this.#waiting.push({ item, settle });
    this.#characters += this.#sizeOf(item);
  }

  /** Writes all that there is, so that whoever reads next finds it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    this.#characters = 0;
    try {
      const results = this.#write(group.map(({ item }) => item));
      this.#isFailing = false;
      for (const [index, { settle }] of group.entries()) settle?.resolve(results[index] as R);
    } catch (error) {
      this.#isFailing = true;
      // Who waits is told, and their items are gone; the others were promised, and wait for better times.
      for (const { item, settle } of group) {
        if (settle === null) this.#push(item, null);
        else settle.reject(error);
      }
    }
  }
}
