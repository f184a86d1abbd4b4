import type { Accounts, ApiCode, Client, Organisation } from '../store.ts';
import { selectApiCodes, textOrNull } from '../tables.ts';
import type { SqliteDatabase, SqliteRow } from './database.ts';

/** The settings, and the clients and organisations with access. */
export class SqliteAccounts implements Accounts {
  protected readonly database: SqliteDatabase;
  /** Looked up with every receipt. */
  readonly #apiCodes = new Map<string, ApiCode>();

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  async setting(name: string): Promise<string | undefined> {
    const row = this.database.get('SELECT value FROM settings WHERE name = ?', name);
    return row && String(row['value']);
  }

  async saveSetting(name: string, value: string): Promise<void> {
    this.database.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, value);
  }

  async getOrCreateSetting(name: string, value: string): Promise<string> {
    this.database.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', name, value);
    return (await this.setting(name)) ?? value;
  }

  async client(clientId: string): Promise<Client | undefined> {
    const row = this.database.get('SELECT secret_hash, name FROM clients WHERE client_id = ?', clientId);
    return row && { clientId, secretHash: String(row['secret_hash']), name: String(row['name']) };
  }

  async saveClient({ clientId, secretHash, name }: Client): Promise<void> {
    const sql = 'INSERT OR REPLACE INTO clients (client_id, secret_hash, name) VALUES (?, ?, ?)';
    this.database.run(sql, clientId, secretHash, name);
  }

  async apiCode(code: string): Promise<ApiCode | undefined> {
    const known = this.#apiCodes.get(code);
    if (known !== undefined) return known;
    const row = this.database.get(`${selectApiCodes} WHERE code = ?`, code);
    if (row === undefined) return undefined;
    const found = toApiCode(row);
    this.#apiCodes.set(code, found);
    return found;
  }

  async organisation(organisationId: string): Promise<Organisation | undefined> {
    const sql = 'SELECT service_charge_expiry FROM organisations WHERE organisation_id = ?';
    const row = this.database.get(sql, organisationId);
    if (row === undefined) return undefined;
    const codes = this.database.all(
      `${selectApiCodes} WHERE organisation_id = ? ORDER BY api_codes.rowid`,
      organisationId,
    );
    return {
      organisationId,
      serviceChargeExpiry: textOrNull(row['service_charge_expiry']),
      apiCodes: codes.map(toApiCode),
    };
  }

  async saveOrganisation({ organisationId, serviceChargeExpiry }: Omit<Organisation, 'apiCodes'>): Promise<void> {
    this.#apiCodes.clear();
    this.database.run(
      `INSERT INTO organisations (organisation_id, service_charge_expiry) VALUES (?, ?)
       ON CONFLICT (organisation_id) DO UPDATE SET service_charge_expiry = excluded.service_charge_expiry`,
      organisationId,
      serviceChargeExpiry,
    );
  }

  async saveApiCode({ code, organisationId, isDisabled }: Omit<ApiCode, 'serviceChargeExpiry'>): Promise<void> {
    this.#apiCodes.clear();
    this.database.run(
      `INSERT INTO api_codes (code, organisation_id, is_disabled) VALUES (?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET is_disabled = excluded.is_disabled`,
      code,
      organisationId,
      isDisabled ? 1 : 0,
    );
  }

  /** Deletes clients and organisations, as part of a transaction. */
  protected deleteAccounts(): void {
    this.#apiCodes.clear();
    for (const table of ['api_codes', 'organisations', 'clients']) this.database.run(`DELETE FROM ${table}`);
  }
}

function toApiCode(row: SqliteRow): ApiCode {
  return {
    code: String(row['code']),
    organisationId: String(row['organisation_id']),
    isDisabled: row['is_disabled'] === 1,
    serviceChargeExpiry: textOrNull(row['service_charge_expiry']),
  };
}
