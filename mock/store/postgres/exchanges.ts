import type { Exchange } from '../../../spec/types/exchange.ts';
import { counterOf, trackingId } from '../../tracking-id.ts';
import { Batcher } from '../batch.ts';
import {
  type ExchangeRecord,
  type Journal,
  type JournalQuery,
  type NewTrackingId,
  type NoteBuilder,
  type StoredMovement,
  type TrimOptions,
  toExchange,
} from '../store.ts';
import { movementColumns, movementOf, recordOf, revisionOf, selectExchanges } from '../tables.ts';
import { PostgresAccounts } from './accounts.ts';
import type { PostgresDatabase, Row, RunQuery } from './connection.ts';
import { idsAtOnce } from './schema.ts';
import { escapeText, unescapeText, writeBatch } from './write-exchanges.ts';

/** The number of rows deleted at once: few enough that no request waits long. */
const trimStep = 1_000;

/** The receipts and the journal. */
export class PostgresJournal extends PostgresAccounts implements Journal {
  readonly #processId: number;
  readonly #writes = new Batcher<ExchangeRecord, number>((exchangeRecords) =>
    writeBatch(this.database, this.#processId, exchangeRecords),
  );
  /** The counter values reserved for this process: the next one, and the end of the range. */
  #reserved = { next: 0, end: 0 };
  #reserving: Promise<void> | undefined;
  #noteBuilder: NoteBuilder | undefined;

  /**
   * Creates the store of process number `processId`: exchanges with another number were recorded by other processes.
   */
  constructor(database: PostgresDatabase, processId: number) {
    super(database);
    this.#processId = processId;
  }

  async newTrackingId(at: Date): Promise<NewTrackingId> {
    while (this.#reserved.next >= this.#reserved.end) {
      this.#reserving ??= this.#reserveCounters().finally(() => {
        this.#reserving = undefined;
      });
      await this.#reserving;
    }
    const counter = this.#reserved.next;
    this.#reserved.next += 1;
    return { counter, wasteTrackingId: trackingId(counter, at.getUTCFullYear()) };
  }

  async #reserveCounters(): Promise<void> {
    const [row] = await this.database.run(`SELECT nextval('counters') AS next`);
    const next = Number(row?.['next']);
    this.#reserved = { next, end: next + idsAtOnce };
  }

  record(exchangeRecord: ExchangeRecord): Promise<number> {
    return this.#writes.add(exchangeRecord);
  }

  async #find(columns: string, wasteTrackingId: string): Promise<Row | undefined> {
    const counter = counterOf(wasteTrackingId);
    if (counter === undefined) return undefined;
    const sql = `SELECT ${columns} FROM movements WHERE counter = $1 AND waste_tracking_id = $2`;
    return (await this.database.run(sql, counter, wasteTrackingId))[0];
  }

  async ownerOf(wasteTrackingId: string): Promise<string | undefined> {
    const row = await this.#find('organisation_id', wasteTrackingId);
    return row && unescapeText(row['organisation_id']);
  }

  async movement(wasteTrackingId: string): Promise<StoredMovement | undefined> {
    const row = await this.#find(movementColumns, wasteTrackingId);
    return row && movementOf(row, unescapeText);
  }

  async revisions(wasteTrackingId: string) {
    const counter = counterOf(wasteTrackingId);
    if (counter === undefined) return [];
    // In one statement: between two, an update could make an exchange appear twice, or not at all.
    const sql = `
      SELECT revision, receipt FROM movements WHERE counter = $1 AND waste_tracking_id = $2
      UNION ALL
      SELECT former_receipts.revision, former_receipts.receipt
      FROM former_receipts JOIN movements USING (counter) WHERE counter = $1 AND waste_tracking_id = $2
      ORDER BY revision`;
    const rows = await this.database.run(sql, counter, wasteTrackingId);
    return rows.map((row) => revisionOf(row));
  }

  async lastPosition(): Promise<number> {
    await this.#writes.flush();
    const [row] = await this.database.run('SELECT last FROM journal_position');
    return Number(row?.['last']);
  }

  async exchanges({
    after = 0,
    clientId,
    limit = Number.MAX_SAFE_INTEGER,
    withoutNotes,
  }: JournalQuery): Promise<Exchange[]> {
    await this.#writes.flush();
    const noteBuilder = withoutNotes === true ? undefined : this.#noteBuilder;
    const rows =
      clientId === undefined
        ? await this.database.run(`${selectExchanges} WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit)
        : await this.database.run(
            `${selectExchanges} WHERE seq > $1 AND hashtextextended(exchanges.client_id, 0) = hashtextextended($3, 0)
               AND exchanges.client_id = $3 ORDER BY seq LIMIT $2`,
            after,
            limit,
            escapeText(clientId),
          );
    return rows.map((row) => toExchange(recordOf(row, unescapeText), noteBuilder));
  }

  /** Returns the next exchanges that other processes recorded. */
  async remoteExchanges({ after, limit }: { after: number; limit: number }): Promise<Exchange[]> {
    const sql = `${selectExchanges} WHERE seq > $1 AND process_id <> $2 ORDER BY seq LIMIT $3`;
    const rows = await this.database.run(sql, after, this.#processId, limit);
    return rows.map((row) => toExchange(recordOf(row, unescapeText), this.#noteBuilder));
  }

  setNoteBuilder(noteBuilder: NoteBuilder): void {
    this.#noteBuilder = noteBuilder;
  }

  async trim({ count, since, withReceipts = false }: TrimOptions): Promise<void> {
    const position = await this.lastPosition();
    const last = Math.max(
      count === undefined ? 0 : position - count,
      since === undefined ? 0 : await this.#lastBefore(since, position),
    );
    const step = `WITH gone AS (
        DELETE FROM exchanges WHERE seq IN (SELECT seq FROM exchanges WHERE seq <= $1 ORDER BY seq LIMIT $2)
        RETURNING seq, counter, revision, request_headers, response_headers
      ), headers AS (
        DELETE FROM header_sets WHERE last_seq <= (SELECT max(seq) FROM gone)
          AND id IN (SELECT request_headers FROM gone UNION SELECT response_headers FROM gone)
      ), receipts AS (
        DELETE FROM movements USING gone
        WHERE $3 AND movements.counter = gone.counter AND movements.revision = gone.revision RETURNING movements.counter
      ), former AS (
        DELETE FROM former_receipts USING receipts WHERE former_receipts.counter = receipts.counter
      ) SELECT count(*) AS gone FROM gone`;
    let gone: number;
    do {
      const [row] = await this.database.transaction(async (run) => {
        // Writers of the journal wait: they may need the very headers that are deleted.
        await run('SELECT last FROM journal_position FOR UPDATE');
        return run(step, last, trimStep, withReceipts);
      });
      gone = Number(row?.['gone']);
    } while (gone === trimStep);
  }

  async #lastBefore(since: Date, position: number): Promise<number> {
    const sql = 'SELECT seq FROM exchanges WHERE at >= $1 ORDER BY seq LIMIT 1';
    const [first] = await this.database.run(sql, since.getTime());
    return first === undefined ? position : Number(first['seq']) - 1;
  }

  /** Resolves once what has been recorded so far is written, or has failed. */
  flush(): Promise<void> {
    return this.#writes.flush();
  }
}

/** Deletes the journal, as the first part of clearing the store: it locks out writers meanwhile. */
export async function clearJournal(run: RunQuery): Promise<void> {
  await run('SELECT last FROM journal_position FOR UPDATE');
  for (const table of ['exchanges', 'former_receipts', 'movements', 'header_sets']) await run(`DELETE FROM ${table}`);
}
