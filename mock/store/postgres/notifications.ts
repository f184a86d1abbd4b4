import pg from 'pg';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { PostgresJournal } from './exchanges.ts';
import { channel } from './write-exchanges.ts';

/** So many exchanges are read in one go. */
const step = 200;

/** How long a connection is waited for, and may be silent before it is looked at, in milliseconds. */
const patienceMs = 5_000;

/** How long a lost connection is left before the next attempt, in milliseconds. */
const pauseMs = 500;

/**
 * Hears what other processes record, on a connection of its own, while anybody wants to know. PostgreSQL tells that
 * there is something; what it is, the journal says. After a lost connection it goes on where it was.
 */
export class PostgresListener {
  readonly #url: string;
  readonly #journal: PostgresJournal;
  readonly #recorder: number;
  readonly #hearers = new Set<(exchange: Exchange) => void>();
  #client: pg.Client | undefined;
  /** The newest position that was heard of. */
  #heard: number | undefined;
  #reading: Promise<void> | undefined;
  #hasNews = false;
  #isClosed = false;

  constructor(url: string, journal: PostgresJournal, recorder: number) {
    this.#url = url;
    this.#journal = journal;
    this.#recorder = recorder;
  }

  hear(hearer: (exchange: Exchange) => void): () => void {
    this.#hearers.add(hearer);
    if (this.#client === undefined) this.#connect();
    return () => {
      this.#hearers.delete(hearer);
      if (this.#hearers.size === 0) this.#hangUp();
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#hangUp();
    await this.#reading;
  }

  async #hangUp(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#heard = undefined;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: patienceMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: patienceMs,
      application_name: 'rehearse listener',
    });
    this.#client = client;
    client.on('notification', ({ payload }) => {
      if (payload !== String(this.#recorder)) this.#read();
    });
    let isLost = false;
    const lost = () => {
      if (isLost || this.#client !== client) return;
      isLost = true;
      client.end().catch(() => undefined);
      setTimeout(() => this.#client === client && !this.#isClosed && this.#connect(), pauseMs).unref();
    };
    client.on('error', lost);
    client.on('end', lost);
    try {
      const before = this.#heard ?? (await this.#journal.lastPosition());
      // A client that was ended before it was connected would stay for ever.
      if (this.#client !== client) return;
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      if (this.#client !== client) return await client.end();
      this.#heard ??= before;
      this.#read();
    } catch {
      lost();
    }
  }

  /** One reading at a time; what is told of meanwhile is read next. */
  #read(): void {
    this.#hasNews = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
  }

  async #readAll(): Promise<void> {
    while (this.#hasNews && this.#heard !== undefined) {
      this.#hasNews = false;
      // Where the database is gone, the connection is lost as well, and everything is read once it is there again.
      const exchanges = await this.#journal.foreign({ after: this.#heard, limit: step }).catch(() => []);
      for (const exchange of exchanges) {
        if (this.#heard === undefined) return;
        this.#heard = exchange.seq;
        for (const hear of this.#hearers) hear(exchange);
      }
      if (exchanges.length === step) this.#hasNews = true;
    }
  }
}
