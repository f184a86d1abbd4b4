/** Who has a place of its own while it is there. */
interface Placed {
  place: number;
}

/**
 * What is there just now, of what comes and goes with every request. Not a set: the table of one is made anew every few
 * times, V8 chains the former ones, and once one of them has grown old, all that ever was in a later one waits with it
 * for a collection of everything. That was a tenth of the time of a request.
 */
export class UnderWay<T extends Placed> {
  readonly #places: (T | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#places.length - this.#free.length;
  }

  add(one: T): void {
    one.place = this.#free.pop() ?? this.#places.length;
    this.#places[one.place] = one;
  }

  delete(one: T): void {
    if (this.#places[one.place] !== one) return;
    this.#places[one.place] = undefined;
    this.#free.push(one.place);
  }

  some(test: (one: T) => boolean): boolean {
    return this.#places.some((one) => one !== undefined && test(one));
  }
}
