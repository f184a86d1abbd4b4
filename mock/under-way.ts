/**
 * Things that are there for a moment. A Set would do but for memory: now and then it moves to a new table, and the old one
 * goes on holding what was in it. Once such a table has grown old, the collector takes all of that for living, with the
 * bodies of the requests behind it, and what is young is no longer cheap to collect.
 */
export class UnderWay<T extends { place: number }> {
  readonly #all: T[] = [];

  get size(): number {
    return this.#all.length;
  }

  /** Keeps the thing's `place`, which is nobody else's to change. */
  add(thing: T): void {
    thing.place = this.#all.length;
    this.#all.push(thing);
  }

  /** Does nothing where it is not there. */
  delete(thing: T): void {
    const { place } = thing;
    const last = this.#all.at(-1);
    if (last === undefined || this.#all[place] !== thing) return;
    this.#all[place] = last;
    last.place = place;
    this.#all.pop();
  }

  some(is: (thing: T) => boolean): boolean {
    return this.#all.some(is);
  }
}
