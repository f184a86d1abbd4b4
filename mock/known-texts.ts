/** More than these are forgotten, all at once: a product that asks for a token with each request is no reason to grow. */
const most = 1_000;

/** So many are told apart by comparing. */
const mostRecent = 8;

/** What is known of long texts that come again and again, such as tokens. */
export class KnownTexts<T> {
  readonly #all = new Map<string, T>();
  /** The last few: to compare two texts takes a fraction of what a map takes to read through one. */
  #recent: { text: string; value: T }[] = [];

  get(text: string): T | undefined {
    for (const each of this.#recent) if (each.text === text) return each.value;
    const value = this.#all.get(text);
    if (value !== undefined) this.#recent = [{ text, value }, ...this.#recent.slice(0, mostRecent - 1)];
    return value;
  }

  set(text: string, value: T): void {
    if (this.#all.size >= most) this.#all.clear();
    this.#all.set(text, value);
    this.#recent = [];
  }
}
