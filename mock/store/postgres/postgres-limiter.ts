import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit } from '../store.ts';
import { unavailable } from './postgres-errors.ts';
import { schema } from './schema.ts';

/** Counts requests in a table that all processes share. It is not written to the disk: a rate is gone in seconds. */
export class PostgresLimiter extends RateLimiterPostgres {
  readonly #shown: string;

  constructor(pool: Pool, shown: string, { name, points, seconds }: Limit) {
    super({
      storeClient: pool,
      storeType: 'pool',
      schemaName: schema,
      tableName: 'limits',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: seconds,
    });
    this.#shown = shown;
  }

  /** A client's id may be of any length, and hold what PostgreSQL refuses. */
  override getKey(key: string | number): string {
    return `${this.keyPrefix}:${createHash('sha256').update(String(key)).digest('base64url')}`;
  }

  override async consume(...args: Parameters<RateLimiterPostgres['consume']>): Promise<RateLimiterRes> {
    try {
      return await super.consume(...args);
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? refusal : unavailable(refusal, this.#shown);
    }
  }
}
