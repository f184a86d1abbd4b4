import type { PostgresDatabase, Row, Run, Value } from './postgres-database.ts';
import { readName, writeName } from './postgres-names.ts';
import { tellOfNews } from './postgres-shared.ts';
import type { Accounts, ApiCode, Client, Organisation } from './store.ts';
import { selectApiCodes, textOrNull } from './tables.ts';

/** Who may call, and for whom; and the mock's own settings. */
export class PostgresParties implements Accounts {
  protected readonly database: PostgresDatabase;
  /** Looked up with every receipt. Another map whenever any of it may have changed. */
  #apiCodes = new Map<string, ApiCode>();

  constructor(database: PostgresDatabase) {
    this.database = database;
  }

  /** What is looked up now may be out of date when it arrives: it goes into the map of before, which nobody reads. */
  forgetKnown(): void {
    this.#apiCodes = new Map();
  }

  async setting(name: string): Promise<string | undefined> {
    const [row] = await this.database.run('SELECT value FROM settings WHERE name = $1', writeName(name));
    return row && readName(row['value']);
  }

  async saveSetting(name: string, value: string): Promise<void> {
    const sql =
      'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
    await this.database.run(sql, writeName(name), writeName(value));
  }

  async settleSetting(name: string, value: string): Promise<string> {
    const sql = 'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING';
    await this.database.run(sql, writeName(name), writeName(value));
    return (await this.setting(name)) ?? value;
  }

  async client(clientId: string): Promise<Client | undefined> {
    const sql = 'SELECT secret_hash, name FROM clients WHERE client_id = $1';
    const [row] = await this.database.run(sql, writeName(clientId));
    return row && { clientId, secretHash: String(row['secret_hash']), name: readName(row['name']) };
  }

  async saveClient({ clientId, secretHash, name }: Client): Promise<void> {
    await this.#save(
      `INSERT INTO clients (client_id, secret_hash, name) VALUES ($1, $2, $3)
       ON CONFLICT (client_id) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name`,
      writeName(clientId),
      secretHash,
      writeName(name),
    );
  }

  async apiCode(code: string): Promise<ApiCode | undefined> {
    const known = this.#apiCodes;
    const before = known.get(code);
    if (before !== undefined) return before;
    const [row] = await this.database.run(`${selectApiCodes} WHERE code = $1`, writeName(code));
    if (row === undefined) return undefined;
    const found = toApiCode(row);
    known.set(code, found);
    return found;
  }

  async organisation(organisationId: string): Promise<Organisation | undefined> {
    const written = writeName(organisationId);
    const sql = 'SELECT service_charge_expiry FROM organisations WHERE organisation_id = $1';
    const [row] = await this.database.run(sql, written);
    if (row === undefined) return undefined;
    const codes = await this.database.run(`${selectApiCodes} WHERE organisation_id = $1 ORDER BY added`, written);
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
      writeName(organisationId),
      serviceChargeExpiry,
    );
  }

  async saveApiCode({ code, organisationId, isDisabled }: Omit<ApiCode, 'serviceChargeExpiry'>): Promise<void> {
    await this.#save(
      `INSERT INTO api_codes (code, organisation_id, is_disabled) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET is_disabled = excluded.is_disabled`,
      writeName(code),
      writeName(organisationId),
      isDisabled,
    );
  }

  async #save(sql: string, ...values: Value[]): Promise<void> {
    await this.database.together(async (run) => {
      await run(sql, ...values);
      await tellOfNews(run);
    });
    this.forgetKnown();
  }
}

/** As part of forgetting everything. */
export async function forgetParties(run: Run): Promise<void> {
  for (const table of ['api_codes', 'organisations', 'clients']) await run(`DELETE FROM ${table}`);
  await tellOfNews(run);
}

function toApiCode(row: Row): ApiCode {
  return {
    code: readName(row['code']),
    organisationId: readName(row['organisation_id']),
    isDisabled: row['is_disabled'] === true,
    serviceChargeExpiry: textOrNull(row['service_charge_expiry']),
  };
}
