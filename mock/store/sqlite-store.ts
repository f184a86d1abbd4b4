import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Exchange } from '../../spec/exchange.ts';
import type { JsonObject } from '../../spec/json.ts';
import { trackingId } from '../tracking-ids.ts';
import { makeFolder } from './make-folder.ts';
import { openDatabase, type Row, type SqliteDatabase } from './sqlite-database.ts';
import {
  type ApiCode,
  type Client,
  type JournalQuery,
  type NewMovement,
  type Organisation,
  type Store,
  StoreError,
} from './store.ts';

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
    if (place !== 'memory') makeFolder(place.folder);
    return new SqliteStore(openDatabase(file, options.firstCounter ?? randomInt(1_000, 1_000_000)));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `cannot use ${file} as the mock's data: ${why}. Choose another folder with --data, or --memory`,
    );
  }
}

class SqliteStore implements Store {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async setting(name: string): Promise<string | undefined> {
    const row = this.#database.get('SELECT value FROM settings WHERE name = ?', name);
    return row === undefined ? undefined : String(row['value']);
  }

  async saveSetting(name: string, value: string): Promise<void> {
    this.#database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, value);
  }

  async client(clientId: string): Promise<Client | undefined> {
    const row = this.#database.get('SELECT * FROM clients WHERE client_id = ?', clientId);
    return row && { clientId, secretHash: String(row['secret_hash']), name: String(row['name']) };
  }

  async saveClient({ clientId, secretHash, name }: Client): Promise<void> {
    this.#database.run(
      'INSERT OR REPLACE INTO clients (client_id, secret_hash, name) VALUES (?, ?, ?)',
      clientId,
      secretHash,
      name,
    );
  }

  async apiCode(code: string): Promise<ApiCode | undefined> {
    const row = this.#database.get(
      'SELECT * FROM api_codes JOIN organisations USING (organisation_id) WHERE code = ?',
      code,
    );
    return row && toApiCode(row);
  }

  async organisation(organisationId: string): Promise<Organisation | undefined> {
    const row = this.#database.get('SELECT * FROM organisations WHERE organisation_id = ?', organisationId);
    if (row === undefined) return undefined;
    const codes = this.#database.all(
      'SELECT * FROM api_codes JOIN organisations USING (organisation_id) WHERE organisation_id = ? ORDER BY api_codes.rowid',
      organisationId,
    );
    return { organisationId, serviceChargeExpiry: expiryOf(row), apiCodes: codes.map(toApiCode) };
  }

  async saveOrganisation({
    organisationId,
    serviceChargeExpiry,
  }: {
    organisationId: string;
    serviceChargeExpiry: string | null;
  }) {
    this.#database.run(
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
    this.#database.run(
      `INSERT INTO api_codes (code, organisation_id, is_disabled) VALUES (?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET is_disabled = excluded.is_disabled`,
      code,
      organisationId,
      isDisabled ? 1 : 0,
    );
  }

  async createMovement({ organisationId, clientId, receipt, at }: NewMovement): Promise<string> {
    return this.#database.together(() => {
      const counter = this.#database.run(
        'INSERT INTO movements (organisation_id, client_id, revision) VALUES (?, ?, 1)',
        organisationId,
        clientId,
      );
      const id = trackingId(counter, at.getUTCFullYear());
      this.#database.run('UPDATE movements SET waste_tracking_id = ? WHERE counter = ?', id, counter);
      this.#database.run(
        'INSERT INTO revisions (counter, revision, receipt) VALUES (?, 1, ?)',
        counter,
        JSON.stringify(receipt),
      );
      return id;
    });
  }

  async updateMovement(wasteTrackingId: string, receipt: JsonObject): Promise<boolean> {
    return this.#database.together(() => {
      const row = this.#database.get(
        'SELECT counter, revision FROM movements WHERE waste_tracking_id = ?',
        wasteTrackingId,
      );
      if (row === undefined) return false;
      const [counter, revision] = [Number(row['counter']), Number(row['revision']) + 1];
      this.#database.run('UPDATE movements SET revision = ? WHERE counter = ?', revision, counter);
      this.#database.run(
        'INSERT INTO revisions (counter, revision, receipt) VALUES (?, ?, ?)',
        counter,
        revision,
        JSON.stringify(receipt),
      );
      return true;
    });
  }

  async movement(wasteTrackingId: string) {
    const row = this.#database.get(
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

  async revisions(wasteTrackingId: string) {
    const rows = this.#database.all(
      `SELECT revisions.revision, receipt FROM movements JOIN revisions USING (counter)
       WHERE waste_tracking_id = ? ORDER BY revisions.revision`,
      wasteTrackingId,
    );
    return rows.map((row) => ({
      revision: Number(row['revision']),
      receipt: JSON.parse(String(row['receipt'])) as JsonObject,
    }));
  }

  async appendExchange(exchange: Omit<Exchange, 'seq'>): Promise<number> {
    return this.#database.run(
      'INSERT INTO exchanges (client_id, exchange) VALUES (?, ?)',
      exchange.clientId,
      JSON.stringify(exchange),
    );
  }

  async lastPosition(): Promise<number> {
    return Number(this.#database.get('SELECT max(seq) AS seq FROM exchanges')?.['seq'] ?? 0);
  }

  async exchanges({ after = 0, clientId, limit = 1_000_000 }: JournalQuery): Promise<Exchange[]> {
    const ofClient = clientId === undefined ? '' : 'AND client_id = ?';
    const sql = `SELECT seq, exchange FROM exchanges WHERE seq > ? ${ofClient} ORDER BY seq LIMIT ?`;
    const values = clientId === undefined ? [after, limit] : [after, clientId, limit];
    return this.#database.all(sql, ...values).map((row) => ({
      seq: Number(row['seq']),
      ...(JSON.parse(String(row['exchange'])) as Omit<Exchange, 'seq'>),
    }));
  }

  async forgetAll(): Promise<void> {
    this.#database.together(() => {
      for (const table of ['revisions', 'movements', 'exchanges', 'api_codes', 'organisations', 'clients']) {
        this.#database.run(`DELETE FROM ${table}`);
      }
    });
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function toApiCode(row: Row): ApiCode {
  return {
    code: String(row['code']),
    organisationId: String(row['organisation_id']),
    isDisabled: row['is_disabled'] === 1,
    serviceChargeExpiry: expiryOf(row),
  };
}

function expiryOf(row: Row): string | null {
  const expiry = row['service_charge_expiry'];
  return typeof expiry === 'string' ? expiry : null;
}
