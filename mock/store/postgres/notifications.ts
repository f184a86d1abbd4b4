import pg from 'pg';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { PostgresJournal } from './exchanges.ts';
import { channel } from './write-exchanges.ts';

/** The number of exchanges read at once. */
const step = 200;

/** The maximum time to connect, and the silence after which a connection is checked, in milliseconds. */
const connectTimeoutMs = 5_000;

/** The pause before a lost connection is attempted again, in milliseconds. */
const pauseMs = 500;

/**
 * Reports what other processes record, on its own connection, while there are listeners. PostgreSQL notifies that there
 * is something new; the content is read from the journal. After a lost connection it continues where it was.
 */
export class PostgresListener {
  readonly #url: string;
  readonly #journal: PostgresJournal;
  readonly #processId: number;
  readonly #listeners = new Set<(exchange: Exchange) => void>();
  #client: pg.Client | undefined;
  /** The newest position that was reported. */
  #lastReported: number | undefined;
  #reading: Promise<void> | undefined;
  #hasNotification = false;
  #isClosed = false;

  constructor(url: string, journal: PostgresJournal, processId: number) {
    this.#url = url;
    this.#journal = journal;
    this.#processId = processId;
  }

  subscribe(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    if (this.#client === undefined) this.#connect();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#disconnect();
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#disconnect();
    await this.#reading;
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#lastReported = undefined;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: connectTimeoutMs,
      application_name: 'rehearse listener',
    });
    this.#client = client;
    client.on('notification', ({ payload }) => {
      if (payload !== String(this.#processId)) this.#read();
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
      const before = this.#lastReported ?? (await this.#journal.lastPosition());
      // A client that is ended before it is connected would never close.
      if (this.#client !== client) return;
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      if (this.#client !== client) return await client.end();
      this.#lastReported ??= before;
      this.#read();
    } catch {
      lost();
    }
  }

  /** Reads once at a time; a notification meanwhile causes another read. */
  #read(): void {
    this.#hasNotification = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
  }

  async #readAll(): Promise<void> {
    while (this.#hasNotification && this.#lastReported !== undefined) {
      this.#hasNotification = false;
      // If the database is down, the connection is lost as well, and everything is read after reconnecting.
      const exchanges = await this.#journal.remoteExchanges({ after: this.#lastReported, limit: step }).catch(() => []);
      for (const exchange of exchanges) {
        if (this.#lastReported === undefined) return;
        this.#lastReported = exchange.seq;
        for (const listener of this.#listeners) listener(exchange);
      }
      if (exchanges.length === step) this.#hasNotification = true;
    }
  }
}
