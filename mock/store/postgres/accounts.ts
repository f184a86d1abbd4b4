import type { Accounts, ApiCode, Client, Organisation } from '../store.ts';
import { selectApiCodes, textOrNull } from '../tables.ts';
import type { PostgresDatabase, Row, RunQuery, Value } from './connection.ts';
import { bumpVersion } from './shared-state.ts';
import { escapeText, unescapeText } from './write-exchanges.ts';

/** Clients, organisations, and the mock's own settings. */
export class PostgresAccounts implements Accounts {
  protected readonly database: PostgresDatabase;
  /** Looked up with every receipt. Replaced by a new map whenever any of it may have changed. */
  #apiCodes = new Map<string, ApiCode>();

  constructor(database: PostgresDatabase) {
    this.database = database;
  }

  /**
   * Replaces the cache. A result still in transit may be out of date: it goes into the old map, which is no longer
   * read.
   */
  clearCache(): void {
    this.#apiCodes = new Map();
  }

  async setting(name: string): Promise<string | undefined> {
    const [row] = await this.database.run('SELECT value FROM settings WHERE name = $1', escapeText(name));
    return row && unescapeText(row['value']);
  }

  async saveSetting(name: string, value: string): Promise<void> {
    const sql =
      'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
    await this.database.run(sql, escapeText(name), escapeText(value));
  }

  async getOrCreateSetting(name: string, value: string): Promise<string> {
    const sql = 'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING';
    await this.database.run(sql, escapeText(name), escapeText(value));
    return (await this.setting(name)) ?? value;
  }

  async client(clientId: string): Promise<Client | undefined> {
    const sql = 'SELECT secret_hash, name FROM clients WHERE client_id = $1';
    const [row] = await this.database.run(sql, escapeText(clientId));
    return row && { clientId, secretHash: String(row['secret_hash']), name: unescapeText(row['name']) };
  }

  async saveClient({ clientId, secretHash, name }: Client): Promise<void> {
    await this.#save(
      `INSERT INTO clients (client_id, secret_hash, name) VALUES ($1, $2, $3)
       ON CONFLICT (client_id) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name`,
      escapeText(clientId),
      secretHash,
      escapeText(name),
    );
  }

  async apiCode(code: string): Promise<ApiCode | undefined> {
    const known = this.#apiCodes;
    const before = known.get(code);
    if (before !== undefined) return before;
    const [row] = await this.database.run(`${selectApiCodes} WHERE code = $1`, escapeText(code));
    if (row === undefined) return undefined;
    const found = toApiCode(row);
    known.set(code, found);
    return found;
  }

  async organisation(organisationId: string): Promise<Organisation | undefined> {
    const escapedId = escapeText(organisationId);
    const sql = 'SELECT service_charge_expiry FROM organisations WHERE organisation_id = $1';
    const [row] = await this.database.run(sql, escapedId);
    if (row === undefined) return undefined;
    const codes = await this.database.run(`${selectApiCodes} WHERE organisation_id = $1 ORDER BY added`, escapedId);
    return {
      organisationId,
      serviceChargeExpiry: textOrNull(row['service_charge_expiry']),
      apiCodes: codes.map(toApiCode),
    };
  }

  async saveOrganisation({ organisationId, serviceChargeExpiry }: Omit<Organisation, 'apiCodes'>): Promise<void> {
    await this.#save(
      `INSERT INTO organisations (organisation_id, service_charge_expiry) VALUES ($1, $2)
       ON CONFLICT (organisation_id) DO UPDATE SET service_charge_expiry = excluded.service_charge_expiry`,
      escapeText(organisationId),
      serviceChargeExpiry,
    );
  }

  async saveApiCode({ code, organisationId, isDisabled }: Omit<ApiCode, 'serviceChargeExpiry'>): Promise<void> {
    await this.#save(
      `INSERT INTO api_codes (code, organisation_id, is_disabled) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET is_disabled = excluded.is_disabled`,
      escapeText(code),
      escapeText(organisationId),
      isDisabled,
    );
  }

  async #save(sql: string, ...values: Value[]): Promise<void> {
    await this.database.transaction(async (run) => {
      await run(sql, ...values);
      await bumpVersion(run);
    });
    this.clearCache();
  }
}

/** Deletes the accounts, as part of clearing the store. */
export async function clearAccounts(run: RunQuery): Promise<void> {
  for (const table of ['api_codes', 'organisations', 'clients']) await run(`DELETE FROM ${table}`);
  await bumpVersion(run);
}

function toApiCode(row: Row): ApiCode {
  return {
    code: unescapeText(row['code']),
    organisationId: unescapeText(row['organisation_id']),
    isDisabled: row['is_disabled'] === true,
    serviceChargeExpiry: textOrNull(row['service_charge_expiry']),
  };
}
