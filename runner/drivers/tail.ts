/** Keeps the end of a stream in bounded memory: a product may print for ever, and only its last lines are of use. */
export class Tail {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;
  #lost = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // Joining at every chunk would copy the whole tail each time; many tiny chunks cost memory of their own.
    if (this.#size > 2 * this.#limit || this.#chunks.length > 1024) this.#join();
  }

  /** What was kept, from the start of a line on: half a line could show half a token, which no mask would know. */
  text(): string {
    const text = this.#join().toString('utf8');
    if (!this.#lost) return text;
    const lineEnd = text.indexOf('\n');
    return lineEnd === -1 ? `(a line of more than ${this.#limit} bytes)` : text.slice(lineEnd + 1);
  }

  #join(): Buffer {
    const all = Buffer.concat(this.#chunks);
    if (all.length > this.#limit) this.#lost = true;
    const kept = all.subarray(Math.max(0, all.length - this.#limit));
    this.#chunks = [kept];
    this.#size = kept.length;
    return kept;
  }
}
