import type { Exchange } from '../../../spec/types/exchange.ts';
import { BoundedMap } from '../../bounded-map.ts';
import { counterOf, trackingId } from '../../tracking-id.ts';
import { Batcher } from '../batch.ts';
import { headerSetId, headerSetsOf } from '../header-sets.ts';
import {
  type ExchangeRecord,
  type Journal,
  type JournalQuery,
  type MovementChange,
  type NewTrackingId,
  type NoteBuilder,
  type StoredMovement,
  type TrimOptions,
  toExchange,
} from '../store.ts';
import { movementColumns, movementOf, recordOf, revisionOf, selectExchanges } from '../tables.ts';
import { SqliteAccounts } from './accounts.ts';
import type { SqliteDatabase, SqliteRow } from './database.ts';

/** The number of rows deleted in one transaction: requests are served between two. */
const trimStep = 200;

/**
 * How many positions ahead the last use of a set of headers is written, once it is used again. A client sends the same
 * headers again and again: otherwise each transaction would rewrite a page of the file for them.
 */
const headerLead = 1_000;

/** A receipt as an exchange left it. */
interface Revision {
  counter: number;
  revision: number;
}

/** The journal of exchanges, and the receipts that they left. */
export class SqliteExchanges extends SqliteAccounts implements Journal {
  readonly #writes = new Batcher<ExchangeRecord, number>(async (exchangeRecords) => this.#write(exchangeRecords));
  /** The last tracking-id counter and the last position that were issued. */
  #counter: number;
  #position: number;
  /** The positions up to which sets of headers are in the file, by id. */
  readonly #headersUntil = new BoundedMap<number>(100);
  #complete: NoteBuilder | undefined;

  /** Opens the exchanges. `firstCounter` is the first tracking-id counter for data that has issued none yet. */
  constructor(database: SqliteDatabase, firstCounter: number) {
    super(database);
    this.#counter = this.#lastGiven('counter', 'movements', 'last-counter') || firstCounter;
    this.#position = this.#lastGiven('seq', 'exchanges', 'last-position');
  }

  /** Returns the last number that was issued, even if its row has been deleted; 0 if there was none. */
  #lastGiven(column: string, table: string, setting: string): number {
    const stored = this.database.get(`SELECT max(${column}) AS last FROM ${table}`);
    const saved = this.database.get('SELECT value FROM settings WHERE name = ?', setting);
    return Math.max(Number(stored?.['last'] ?? 0), Number(saved?.['value'] ?? 0));
  }

  async newTrackingId(at: Date): Promise<NewTrackingId> {
    this.#counter += 1;
    return { counter: this.#counter, wasteTrackingId: trackingId(this.#counter, at.getUTCFullYear()) };
  }

  record(exchangeRecord: ExchangeRecord): Promise<number> {
    return this.#writes.add(exchangeRecord);
  }

  /** Writes what has been recorded so far, so that it can be read. */
  protected flush(): Promise<void> {
    return this.#writes.flush();
  }

  #write(exchangeRecords: readonly ExchangeRecord[]): number[] {
    const before = this.#position;
    try {
      const last = before + exchangeRecords.length;
      const sets = headerSetsOf(exchangeRecords).flatMap(({ id, headers }) => {
        const written = this.#headersUntil.get(id);
        if (written === undefined) return { id, headers, until: last };
        return written < last ? { id, headers, until: last + headerLead } : [];
      });
      const positions = this.database.transaction(() => {
        for (const { id, headers, until } of sets) {
          this.database.run(
            `INSERT INTO header_sets (id, headers, last_seq) VALUES (?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET last_seq = excluded.last_seq`,
            id,
            headers,
            until,
          );
        }
        return exchangeRecords.map((exchangeRecord) => this.#insert(exchangeRecord));
      });
      for (const { id, until } of sets) this.#headersUntil.set(id, until);
      return positions;
    } catch (error) {
      this.#position = before;
      throw error;
    }
  }

  #insert(record: ExchangeRecord): number {
    const { change, requestBody } = record;
    this.#position += 1;
    const changed = change === null ? undefined : this.#apply(change);
    // An exchange without a request body cannot hold a receipt: the missing body would be read as its text.
    const left = requestBody === null ? undefined : changed;
    const isSame = left !== undefined && change?.receipt === requestBody;
    this.database.run(
      `INSERT INTO exchanges (seq, client_id, at, monotonic_ms, duration_ms, operation_id, method, url, status, counter,
         revision, contract_id, details, request_headers, response_headers, request_body, response_body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#position,
      record.clientId,
      record.at,
      record.monotonicMs,
      record.durationMs,
      record.operationId,
      record.method,
      record.url,
      record.status,
      left?.counter ?? null,
      left?.revision ?? null,
      record.contractId,
      record.details,
      headerSetId(record.requestHeaders),
      headerSetId(record.responseHeaders),
      isSame ? null : requestBody,
      record.responseBody,
    );
    return this.#position;
  }

  /** Returns the receipt's new revision; undefined if it was deleted meanwhile. */
  #apply(change: MovementChange): Revision | undefined {
    const { receipt } = change;
    if (change.kind === 'create') {
      const { id, organisationId, clientId } = change;
      this.database.run(
        `INSERT INTO movements (counter, waste_tracking_id, organisation_id, client_id, revision, receipt)
         VALUES (?, ?, ?, ?, 1, ?)`,
        id.counter,
        id.wasteTrackingId,
        organisationId,
        clientId,
        receipt,
      );
      return { counter: id.counter, revision: 1 };
    }
    const found = this.#find('counter, revision', change.wasteTrackingId);
    if (found === undefined) return undefined;
    const [counter, revision] = [Number(found['counter']), Number(found['revision']) + 1];
    this.database.run(
      `INSERT INTO former_receipts (counter, revision, receipt)
       SELECT counter, revision, receipt FROM movements WHERE counter = ?`,
      counter,
    );
    this.database.run('UPDATE movements SET revision = ?, receipt = ? WHERE counter = ?', revision, receipt, counter);
    return { counter, revision };
  }

  #find(columns: string, wasteTrackingId: string): SqliteRow | undefined {
    const counter = counterOf(wasteTrackingId);
    if (counter === undefined) return undefined;
    const sql = `SELECT ${columns} FROM movements WHERE counter = ? AND waste_tracking_id = ?`;
    return this.database.get(sql, counter, wasteTrackingId);
  }

  async ownerOf(wasteTrackingId: string): Promise<string | undefined> {
    await this.flush();
    const row = this.#find('organisation_id', wasteTrackingId);
    return row && String(row['organisation_id']);
  }

  async movement(wasteTrackingId: string): Promise<StoredMovement | undefined> {
    await this.flush();
    const row = this.#find(movementColumns, wasteTrackingId);
    return row && movementOf(row);
  }

  async revisions(wasteTrackingId: string) {
    await this.flush();
    const current = this.#find('counter, revision, receipt', wasteTrackingId);
    if (current === undefined) return [];
    const sql = 'SELECT revision, receipt FROM former_receipts WHERE counter = ? ORDER BY revision';
    return [...this.database.all(sql, Number(current['counter'])), current].map((row) => revisionOf(row));
  }

  async lastPosition(): Promise<number> {
    await this.flush();
    return this.#position;
  }

  async exchanges({
    after = 0,
    clientId,
    limit = Number.MAX_SAFE_INTEGER,
    withoutNotes,
  }: JournalQuery): Promise<Exchange[]> {
    await this.flush();
    const complete = withoutNotes === true ? undefined : this.#complete;
    const rows =
      clientId === undefined
        ? this.database.all(`${selectExchanges} WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
        : this.database.all(
            `${selectExchanges} WHERE exchanges.client_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
            clientId,
            after,
            limit,
          );
    return rows.map((row) => toExchange(recordOf(row), complete));
  }

  setNoteBuilder(complete: NoteBuilder): void {
    this.#complete = complete;
  }

  async trim({ count, since, withReceipts = false }: TrimOptions): Promise<void> {
    await this.flush();
    const last = Math.max(
      count === undefined ? 0 : this.#position - count,
      since === undefined ? 0 : this.#lastBefore(since),
    );
    while (this.#trimOnce(last, withReceipts) === trimStep) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Deletes the oldest exchanges up to a position, and returns how many. */
  #trimOnce(last: number, withReceipts: boolean): number {
    return this.database.transaction(() => {
      const gone = this.database.all(
        `DELETE FROM exchanges WHERE seq IN (SELECT seq FROM exchanges WHERE seq <= ? ORDER BY seq LIMIT ?)
         RETURNING seq, counter, revision`,
        last,
        trimStep,
      );
      if (gone.length > 0) {
        this.#saveGiven();
        this.database.run(
          'DELETE FROM header_sets WHERE last_seq <= ?',
          Math.max(...gone.map(({ seq }) => Number(seq))),
        );
      }
      for (const { counter, revision } of withReceipts ? gone : []) {
        if (typeof counter !== 'number' || typeof revision !== 'number') continue;
        // A receipt that was updated since is at a later revision: it goes with that one's exchange.
        const deleted = this.database.run(
          'DELETE FROM movements WHERE counter = ? AND revision = ?',
          counter,
          revision,
        );
        if (deleted > 0) this.database.run('DELETE FROM former_receipts WHERE counter = ?', counter);
      }
      return gone.length;
    });
  }

  /** Returns the position before the first exchange that arrived at a time or later. */
  #lastBefore(since: Date): number {
    const kept = this.database.get('SELECT seq FROM exchanges WHERE at >= ? ORDER BY seq LIMIT 1', since.getTime());
    return kept === undefined ? this.#position : Number(kept['seq']) - 1;
  }

  /** Saves the last values issued apart from the rows, which may all be deleted. */
  #saveGiven(): void {
    const given = { 'last-counter': this.#counter, 'last-position': this.#position };
    for (const [name, value] of Object.entries(given)) {
      this.database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, String(value));
    }
  }

  /** Deletes exchanges and receipts, as part of a transaction. */
  protected deleteExchanges(): void {
    this.#saveGiven();
    this.#headersUntil.clear();
    for (const table of ['former_receipts', 'movements', 'exchanges', 'header_sets'])
      this.database.run(`DELETE FROM ${table}`);
  }
}
