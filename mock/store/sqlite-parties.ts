import type { Row, SqliteDatabase } from './sqlite-database.ts';
import type { ApiCode, Client, Organisation, Parties } from './store.ts';

/** Who may call, and for whom; and the mock's own settings. */
export class SqliteParties implements Parties {
  readonly #database: SqliteDatabase;
  /** Looked up with every receipt. */
  readonly #apiCodes = new Map<string, ApiCode>();

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

  async settleSetting(name: string, value: string): Promise<string> {
    this.#database.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', name, value);
    return (await this.setting(name)) ?? value;
  }

  async client(clientId: string): Promise<Client | undefined> {
    const row = this.#database.get('SELECT * FROM clients WHERE client_id = ?', clientId);
    return row && { clientId, secretHash: String(row['secret_hash']), name: String(row['name']) };
  }

  async saveClient({ clientId, secretHash, name }: Client): Promise<void> {
    const sql = 'INSERT OR REPLACE INTO clients (client_id, secret_hash, name) VALUES (?, ?, ?)';
    this.#database.run(sql, clientId, secretHash, name);
  }

  apiCode(code: string): ApiCode | undefined {
    const known = this.#apiCodes.get(code);
    if (known !== undefined) return known;
    const sql = 'SELECT * FROM api_codes JOIN organisations USING (organisation_id) WHERE code = ?';
    const row = this.#database.get(sql, code);
    if (row === undefined) return undefined;
    const found = toApiCode(row);
    this.#apiCodes.set(code, found);
    return found;
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

  async saveOrganisation({ organisationId, serviceChargeExpiry }: Omit<Organisation, 'apiCodes'>): Promise<void> {
    this.#apiCodes.clear();
    this.#database.run(
      `INSERT INTO organisations (organisation_id, service_charge_expiry) VALUES (?, ?)
       ON CONFLICT (organisation_id) DO UPDATE SET service_charge_expiry = excluded.service_charge_expiry`,
      organisationId,
      serviceChargeExpiry,
    );
  }

  async saveApiCode({ code, organisationId, isDisabled }: Omit<ApiCode, 'serviceChargeExpiry'>): Promise<void> {
    this.#apiCodes.clear();
    this.#database.run(
      `INSERT INTO api_codes (code, organisation_id, is_disabled) VALUES (?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET is_disabled = excluded.is_disabled`,
      code,
      organisationId,
      isDisabled ? 1 : 0,
    );
  }

  /** As part of forgetting everything. */
  forget(): void {
    this.#apiCodes.clear();
    for (const table of ['api_codes', 'organisations', 'clients']) this.#database.run(`DELETE FROM ${table}`);
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
