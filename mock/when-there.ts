/** Goes on with what is there at once, and else when it comes: a promise costs its time even where nothing is awaited. */
export function whenThere<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
