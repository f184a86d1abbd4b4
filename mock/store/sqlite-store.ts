import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Exchange } from '../../spec/exchange.ts';
import type { JsonObject } from '../../spec/json.ts';
import { trackingId } from '../tracking-ids.ts';
import { createTables, schemaVersion } from './schema.sql.ts';
import { type ApiCode, type Client, type JournalQuery, type NewMovement, type Store, StoreError } from './store.ts';

/** Where the store lives: in a folder (one file, `rehearsal.sqlite`), or in this process only. */
export type Place = { folder: string } | 'memory';

export interface SqliteOptions {
  /** Where the counter of tracking ids begins in a new store; at random when left out, so that no id can be guessed. */
  firstCounter?: number;
}

/**
 * Opens the embedded store, and makes it where there is none yet.
 * @throws StoreError for a folder that cannot be written, or a file that is not ours.
 */
export function openSqliteStore(place: Place, options: SqliteOptions = {}): Store {
  const file = place === 'memory' ? ':memory:' : join(place.folder, 'rehearsal.sqlite');
  try {
    if (place !== 'memory') mkdirSync(place.folder, { recursive: true });
    const database = new DatabaseSync(file);
    prepare(database, file, options.firstCounter ?? randomInt(1_000, 1_000_000));
    return new SqliteStore(database);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `cannot use ${file} as the mock's data: ${why}. Choose another folder with --data, or --memory`,
    );
  }
}

function prepare(database: DatabaseSync, file: string, firstCounter: number): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version === schemaVersion) return;
  if (version > schemaVersion) {
    throw new StoreError(
      `${file} was written by a newer receipt-rehearsal (data version ${version}): update, or use another folder`,
    );
  }
  database.exec(`BEGIN; ${createTables} COMMIT;`);
  database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('movements', ?)").run(firstCounter);
}

type Row = Record<string, SQLOutputValue>;

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Each statement is compiled once. */
  #prepared(sql: string) {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #get(sql: string, ...values: (string | number)[]): Row | undefined {
    return this.#prepared(sql).get(...values);
  }

  #run(sql: string, ...values: (string | number | null)[]) {
    return this.#prepared(sql).run(...values);
  }

  #together<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  async setting(name: string): Promise<string | undefined> {
    const row = this.#get('SELECT value FROM settings WHERE name = ?', name);
    return row === undefined ? undefined : String(row['value']);
  }

  async saveSetting(name: string, value: string): Promise<void> {
    this.#run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, value);
  }

  async client(clientId: string): Promise<Client | undefined> {
    const row = this.#get('SELECT * FROM clients WHERE client_id = ?', clientId);
    return row && { clientId, secretHash: String(row['secret_hash']), name: String(row['name']) };
  }

  async saveClient({ clientId, secretHash, name }: Client): Promise<void> {
    this.#run(
      'INSERT OR REPLACE INTO clients (client_id, secret_hash, name) VALUES (?, ?, ?)',
      clientId,
      secretHash,
      name,
    );
  }

  async apiCode(code: string): Promise<ApiCode | undefined> {
    const row = this.#get('SELECT * FROM api_codes JOIN organisations USING (organisation_id) WHERE code = ?', code);
    if (row === undefined) return undefined;
    const expiry = row['service_charge_expiry'];
    return {
      code,
      organisationId: String(row['organisation_id']),
      isDisabled: row['is_disabled'] === 1,
      serviceChargeExpiry: typeof expiry === 'string' ? expiry : null,
    };
  }

  async saveOrganisation({
    organisationId,
    serviceChargeExpiry,
  }: {
    organisationId: string;
    serviceChargeExpiry: string | null;
  }) {
    this.#run(
      `INSERT INTO organisations (organisation_id, service_charge_expiry) VALUES (?, ?)
       ON CONFLICT (organisation_id) DO UPDATE SET service_charge_expiry = excluded.service_charge_expiry`,
      organisationId,
      serviceChargeExpiry,
    );
  }

  async saveApiCode({
    code,
    organisationId,
    isDisabled,
  }: {
    code: string;
    organisationId: string;
    isDisabled: boolean;
  }) {
    this.#run(
      'INSERT OR REPLACE INTO api_codes (code, organisation_id, is_disabled) VALUES (?, ?, ?)',
      code,
      organisationId,
      isDisabled ? 1 : 0,
    );
  }

  async createMovement({ organisationId, clientId, receipt, at }: NewMovement): Promise<string> {
    return this.#together(() => {
      const { lastInsertRowid } = this.#run(
        'INSERT INTO movements (organisation_id, client_id, revision) VALUES (?, ?, 1)',
        organisationId,
        clientId,
      );
      const counter = Number(lastInsertRowid);
      const id = trackingId(counter, at.getUTCFullYear());
      this.#run('UPDATE movements SET waste_tracking_id = ? WHERE counter = ?', id, counter);
      this.#run(
        'INSERT INTO revisions (counter, revision, receipt) VALUES (?, 1, ?)',
        counter,
        JSON.stringify(receipt),
      );
      return id;
    });
  }

  async updateMovement(wasteTrackingId: string, receipt: JsonObject): Promise<boolean> {
    return this.#together(() => {
      const row = this.#get('SELECT counter, revision FROM movements WHERE waste_tracking_id = ?', wasteTrackingId);
      if (row === undefined) return false;
      const [counter, revision] = [Number(row['counter']), Number(row['revision']) + 1];
      this.#run('UPDATE movements SET revision = ? WHERE counter = ?', revision, counter);
      this.#run(
        'INSERT INTO revisions (counter, revision, receipt) VALUES (?, ?, ?)',
        counter,
        revision,
        JSON.stringify(receipt),
      );
      return true;
    });
  }

  async movement(wasteTrackingId: string) {
    const row = this.#get(
      'SELECT * FROM movements JOIN revisions USING (counter, revision) WHERE waste_tracking_id = ?',
      wasteTrackingId,
    );
    if (row === undefined) return undefined;
    return {
      wasteTrackingId,
      organisationId: String(row['organisation_id']),
      clientId: String(row['client_id']),
      revision: Number(row['revision']),
      receipt: JSON.parse(String(row['receipt'])) as JsonObject,
    };
  }

  async appendExchange(exchange: Omit<Exchange, 'seq'>): Promise<number> {
    const { lastInsertRowid } = this.#run(
      'INSERT INTO exchanges (client_id, exchange) VALUES (?, ?)',
      exchange.clientId,
      JSON.stringify(exchange),
    );
    return Number(lastInsertRowid);
  }

  async exchanges({ after = 0, clientId, limit = 1_000_000 }: JournalQuery): Promise<Exchange[]> {
    const ofClient = clientId === undefined ? '' : 'AND client_id = ?';
    const statement = this.#prepared(
      `SELECT seq, exchange FROM exchanges WHERE seq > ? ${ofClient} ORDER BY seq LIMIT ?`,
    );
    const values = clientId === undefined ? [after, limit] : [after, clientId, limit];
    return statement.all(...values).map((row) => ({
      seq: Number(row['seq']),
      ...(JSON.parse(String(row['exchange'])) as Omit<Exchange, 'seq'>),
    }));
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
