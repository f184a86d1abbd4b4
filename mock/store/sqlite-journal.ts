import type { Exchange } from '../../spec/exchange.ts';
import { counterOf, trackingId } from '../tracking-ids.ts';
import type { Checkpoints } from './checkpoints.ts';
import { GroupCommit } from './group-commit.ts';
import {
  type Change,
  type Complete,
  type Happening,
  type NewTrackingId,
  readReceipt,
  toExchange,
} from './happening.ts';
import type { Row, SqliteDatabase } from './sqlite-database.ts';
import type { Journal, JournalQuery, Keep, StoredMovement } from './store.ts';

/** So many rows at once go without anybody waiting for long. */
const trimStep = 1_000;

/** The receipts and the journal. */
export class SqliteJournal implements Journal {
  readonly #database: SqliteDatabase;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #group = new GroupCommit<Happening, number>((happenings) => this.#write(happenings));
  /** The last ones given. */
  #counter: number;
  #position: number;
  #complete: Complete | undefined;

  /** `firstCounter` is where tracking ids begin in data that has given none yet. */
  constructor(database: SqliteDatabase, firstCounter: number, checkpoints?: Checkpoints) {
    this.#database = database;
    this.#checkpoints = checkpoints;
    this.#counter = this.#last('counter', 'movements', 'last-counter') || firstCounter;
    this.#position = this.#last('seq', 'exchanges', 'last-position');
  }

  /** The last number that was ever given, whether its row is still there or gone; 0 where there was none. */
  #last(column: string, table: string, setting: string): number {
    const there = this.#database.get(`SELECT max(${column}) AS last FROM ${table}`);
    const gone = this.#database.get('SELECT value FROM settings WHERE name = ?', setting);
    return Math.max(Number(there?.['last'] ?? 0), Number(gone?.['value'] ?? 0));
  }

  async newTrackingId(at: Date): Promise<NewTrackingId> {
    this.#counter += 1;
    return { counter: this.#counter, wasteTrackingId: trackingId(this.#counter, at.getUTCFullYear()) };
  }

  record(happening: Happening): Promise<number> {
    return this.#group.add(happening);
  }

  #write(happenings: readonly Happening[]): number[] {
    const before = this.#position;
    try {
      const positions = this.#database.together(() => happenings.map((happening) => this.#writeOne(happening)));
      this.#checkpoints?.written(happenings.reduce((sum, happening) => sum + sizeOf(happening), 0));
      return positions;
    } catch (error) {
      this.#position = before;
      throw error;
    }
  }

  #writeOne({ clientId, at, head, sent, answered, judgedBy, change }: Happening): number {
    this.#position += 1;
    const changed = change === null ? undefined : this.#apply(change);
    // Without a text of its own, an exchange has the one that it left: only where that is what was sent.
    const left = sent === null ? undefined : changed;
    const isSame = left !== undefined && change?.receipt === sent;
    this.#database.run(
      `INSERT INTO exchanges (seq, client_id, at, counter, revision, judged_by, head, sent, answered)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#position,
      clientId,
      at,
      left?.counter ?? null,
      left?.revision ?? null,
      judgedBy,
      head,
      isSame ? null : sent,
      answered,
    );
    return this.#position;
  }

  /** The receipt as it is now kept; undefined where it went meanwhile. */
  #apply(change: Change): { counter: number; revision: number } | undefined {
    const { receipt } = change;
    if (change.kind === 'create') {
      const { id, organisationId, clientId } = change;
      this.#database.run(
        'INSERT INTO movements (counter, waste_tracking_id, organisation_id, client_id, revision, receipt) VALUES (?, ?, ?, ?, 1, ?)',
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
    this.#database.run(
      'INSERT INTO former_receipts (counter, revision, receipt) SELECT counter, revision, receipt FROM movements WHERE counter = ?',
      counter,
    );
    this.#database.run('UPDATE movements SET revision = ?, receipt = ? WHERE counter = ?', revision, receipt, counter);
    return { counter, revision };
  }

  #find(columns: string, wasteTrackingId: string): Row | undefined {
    const counter = counterOf(wasteTrackingId);
    if (counter === undefined) return undefined;
    const sql = `SELECT ${columns} FROM movements WHERE counter = ? AND waste_tracking_id = ?`;
    return this.#database.get(sql, counter, wasteTrackingId);
  }

  async ownerOf(wasteTrackingId: string): Promise<string | undefined> {
    this.#group.flush();
    const row = this.#find('organisation_id', wasteTrackingId);
    return row && String(row['organisation_id']);
  }

  async movement(wasteTrackingId: string): Promise<StoredMovement | undefined> {
    this.#group.flush();
    const row = this.#find('organisation_id, client_id, revision, receipt', wasteTrackingId);
    return (
      row && {
        wasteTrackingId,
        organisationId: String(row['organisation_id']),
        clientId: String(row['client_id']),
        revision: Number(row['revision']),
        receipt: readReceipt(String(row['receipt'])),
      }
    );
  }

  async revisions(wasteTrackingId: string) {
    this.#group.flush();
    const current = this.#find('counter, revision, receipt', wasteTrackingId);
    if (current === undefined) return [];
    const sql = 'SELECT revision, receipt FROM former_receipts WHERE counter = ? ORDER BY revision';
    const rows = [...this.#database.all(sql, Number(current['counter'])), current];
    return rows.map(({ revision, receipt }) => ({
      revision: Number(revision),
      receipt: readReceipt(String(receipt)),
    }));
  }

  async lastPosition(): Promise<number> {
    this.#group.flush();
    return this.#position;
  }

  async exchanges({ after = 0, clientId, limit = Number.MAX_SAFE_INTEGER, isBare }: JournalQuery): Promise<Exchange[]> {
    this.#group.flush();
    const ofClient = clientId === undefined ? '' : 'AND exchanges.client_id = ?';
    const sql = `SELECT seq, head, coalesce(sent, movements.receipt, former_receipts.receipt) AS sent,
        answered, judged_by
      FROM exchanges LEFT JOIN movements USING (counter, revision) LEFT JOIN former_receipts USING (counter, revision)
      WHERE seq > ? ${ofClient} ORDER BY seq LIMIT ?`;
    const values = clientId === undefined ? [after, limit] : [after, clientId, limit];
    return this.#database.all(sql, ...values).map((row) =>
      toExchange(
        {
          seq: Number(row['seq']),
          head: String(row['head']),
          sent: textOf(row['sent']),
          answered: textOf(row['answered']),
          judgedBy: textOf(row['judged_by']),
        },
        isBare === true ? undefined : this.#complete,
      ),
    );
  }

  completeWith(complete: Complete): void {
    this.#complete = complete;
  }

  async trim({ count, since, withReceipts = false }: Keep): Promise<void> {
    this.#group.flush();
    const last = Math.max(
      count === undefined ? 0 : this.#position - count,
      since === undefined ? 0 : this.#lastBefore(since),
    );
    // Others are served between the steps.
    while (this.#trimOnce(last, withReceipts) === trimStep) await new Promise((resolve) => setImmediate(resolve));
  }

  #trimOnce(last: number, withReceipts: boolean): number {
    return this.#database.together(() => {
      const gone = this.#database.all(
        `DELETE FROM exchanges WHERE seq IN (SELECT seq FROM exchanges WHERE seq <= ? ORDER BY seq LIMIT ?)
         RETURNING counter, revision`,
        last,
        trimStep,
      );
      if (gone.length > 0) this.#remember();
      for (const { counter, revision } of withReceipts ? gone : []) {
        if (typeof counter !== 'number' || typeof revision !== 'number') continue;
        const went = this.#database.run('DELETE FROM movements WHERE counter = ? AND revision = ?', counter, revision);
        if (went > 0) this.#database.run('DELETE FROM former_receipts WHERE counter = ?', counter);
      }
      return gone.length;
    });
  }

  #lastBefore(since: Date): number {
    const kept = this.#database.get('SELECT seq FROM exchanges WHERE at >= ? ORDER BY seq LIMIT 1', since.getTime());
    return kept === undefined ? this.#position : Number(kept['seq']) - 1;
  }

  /** What was given is on record apart from the rows, which may all be gone. */
  #remember(): void {
    const given = { 'last-counter': this.#counter, 'last-position': this.#position };
    for (const [name, value] of Object.entries(given)) {
      this.#database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, String(value));
    }
  }

  /** As part of forgetting everything. */
  forget(): void {
    this.#remember();
    for (const table of ['former_receipts', 'movements', 'exchanges']) this.#database.run(`DELETE FROM ${table}`);
  }

  flush(): void {
    this.#group.flush();
  }
}

/** In characters: what is worth knowing of how much was written. */
function sizeOf({ head, sent, answered }: Happening): number {
  return head.length + (sent?.length ?? 0) + (answered?.length ?? 0);
}

function textOf(value: Row[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
