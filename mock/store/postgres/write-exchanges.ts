import { counterOf } from '../../tracking-id.ts';
import { headerSetId, headerSetsOf } from '../header-sets.ts';
import type { ExchangeRecord, MovementChange } from '../store.ts';
import type { PostgresDatabase, RunQuery, Value } from './connection.ts';

/** The revision of a receipt after a change. */
interface ReceiptRevision {
  counter: number;
  revision: number;
}

/** The notification channel of other processes: the payload is the writer's process id. */
export const channel = 'receipt_rehearsal';

/**
 * Writes records in one transaction, and returns their positions. The writer locks the single row of `journal_position`
 * until the commit. Receipts that are only created need one statement; updates run before it, since a receipt may be
 * updated twice in one batch.
 */
export async function writeBatch(
  database: PostgresDatabase,
  processId: number,
  exchangeRecords: readonly ExchangeRecord[],
): Promise<number[]> {
  const before = exchangeRecords.some(({ change }) => change?.kind === 'update')
    ? await database.transaction(async (run) => {
        await run('SELECT last FROM journal_position FOR UPDATE');
        return writeAll(run, processId, exchangeRecords, await applyUpdates(run, exchangeRecords));
      })
    : await writeAll(database.run, processId, exchangeRecords, new Map());
  return exchangeRecords.map((_, index) => before + index + 1);
}

/** The columns of a recorded exchange, with their types, in the order of their values in `writeAll`. */
const recorded = [
  ['client_id', 'text'],
  ['at', 'bigint'],
  ['monotonic_ms', 'double precision'],
  ['duration_ms', 'double precision'],
  ['operation_id', 'text'],
  ['method', 'text'],
  ['url', 'text'],
  ['status', 'int'],
  ['counter', 'bigint'],
  ['revision', 'int'],
  ['contract_id', 'text'],
  ['details', 'text'],
  ['request_headers', 'text'],
  ['response_headers', 'text'],
  ['request_body', 'text'],
  ['response_body', 'text'],
] as const;

const insert = `
WITH given AS (
  UPDATE journal_position SET last = last + $1::int RETURNING last - $1::int AS before
), created AS (
  INSERT INTO movements (counter, waste_tracking_id, organisation_id, client_id, revision, receipt)
  SELECT counter, waste_tracking_id, organisation_id, client_id, 1, receipt
  FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
    AS new (counter, waste_tracking_id, organisation_id, client_id, receipt)
), headers AS (
  INSERT INTO header_sets (id, headers, last_seq)
  SELECT id, headers, given.before + $1::int FROM given, unnest($7::text[], $8::text[]) AS new (id, headers)
  ON CONFLICT (id) DO UPDATE SET last_seq = excluded.last_seq
), recorded AS (
  INSERT INTO exchanges (seq, process_id, ${recorded.map(([column]) => column).join(', ')})
  SELECT given.before + position, $9::int, ${recorded.map(([column]) => column).join(', ')}
  FROM given, unnest(${recorded.map(([, type], index) => `$${index + 11}::${type}[]`).join(', ')})
    WITH ORDINALITY AS new (${recorded.map(([column]) => column).join(', ')}, position)
)
SELECT before, pg_notify('${channel}', $10) FROM given`;

/** Writes the records and returns the last position before them. */
async function writeAll(
  run: RunQuery,
  processId: number,
  exchangeRecords: readonly ExchangeRecord[],
  updated: ReadonlyMap<ExchangeRecord, ReceiptRevision>,
): Promise<number> {
  const created = exchangeRecords.flatMap(({ change }) => (change?.kind === 'create' ? [change] : []));
  const rows = exchangeRecords.map((exchangeRecord) => ({
    ...exchangeRecord,
    left: revisionLeftBy(exchangeRecord, updated),
  }));
  const headerSets = headerSetsOf(exchangeRecords);
  const values: Value[] = [
    exchangeRecords.length,
    created.map(({ id }) => id.counter),
    created.map(({ id }) => id.wasteTrackingId),
    created.map(({ organisationId }) => escapeText(organisationId)),
    created.map(({ clientId }) => escapeText(clientId)),
    created.map(({ receipt }) => receipt),
    headerSets.map(({ id }) => id),
    headerSets.map(({ headers }) => headers),
    processId,
    String(processId),
    rows.map(({ clientId }) => nameOrNull(clientId)),
    rows.map(({ at }) => at),
    rows.map(({ monotonicMs }) => monotonicMs),
    rows.map(({ durationMs }) => durationMs),
    rows.map(({ operationId }) => operationId),
    rows.map(({ method }) => method),
    rows.map(({ url }) => escapeText(url)),
    rows.map(({ status }) => status),
    rows.map(({ left }) => left?.counter ?? null),
    rows.map(({ left }) => left?.revision ?? null),
    rows.map(({ contractId }) => nameOrNull(contractId)),
    rows.map(({ details }) => details),
    rows.map(({ requestHeaders }) => headerSetId(requestHeaders)),
    rows.map(({ responseHeaders }) => headerSetId(responseHeaders)),
    rows.map(({ left, requestBody, change }) =>
      left !== undefined && change?.receipt === requestBody ? null : requestBody,
    ),
    rows.map(({ responseBody }) => responseBody),
  ];
  const [row] = await run(insert, ...values);
  return Number(row?.['before']);
}

/**
 * Returns the receipt that an exchange left. Without a request body it leaves none: the body is read as the receipt's
 * text.
 */
function revisionLeftBy(
  exchangeRecord: ExchangeRecord,
  updated: ReadonlyMap<ExchangeRecord, ReceiptRevision>,
): ReceiptRevision | undefined {
  const { change, requestBody } = exchangeRecord;
  if (change === null || requestBody === null) return undefined;
  return change.kind === 'create' ? { counter: change.id.counter, revision: 1 } : updated.get(exchangeRecord);
}

const update = `
WITH new AS (
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]) AS new (counter, waste_tracking_id, receipt)
), former AS (
  INSERT INTO former_receipts (counter, revision, receipt)
  SELECT counter, revision, movements.receipt FROM movements JOIN new USING (counter, waste_tracking_id)
)
UPDATE movements SET revision = revision + 1, receipt = new.receipt
FROM new WHERE movements.counter = new.counter AND movements.waste_tracking_id = new.waste_tracking_id
RETURNING movements.counter, revision`;

interface Update {
  exchangeRecord: ExchangeRecord;
  counter: number;
  change: MovementChange & { kind: 'update' };
}

/** Returns the new revision of each receipt; those deleted meanwhile are left out. */
async function applyUpdates(
  run: RunQuery,
  exchangeRecords: readonly ExchangeRecord[],
): Promise<Map<ExchangeRecord, ReceiptRevision>> {
  const revisions = new Map<ExchangeRecord, ReceiptRevision>();
  let waiting = exchangeRecords.flatMap((exchangeRecord): Update[] => {
    const { change } = exchangeRecord;
    const counter = change?.kind === 'update' ? counterOf(change.wasteTrackingId) : undefined;
    return change?.kind === 'update' && counter !== undefined
      ? [{ exchangeRecord: exchangeRecord, counter, change }]
      : [];
  });
  while (waiting.length > 0) {
    // One statement changes a row once: the second update of a receipt waits for the next round.
    const round = new Map<number, Update>();
    for (const each of waiting) if (!round.has(each.counter)) round.set(each.counter, each);
    const updates = [...round.values()];
    waiting = waiting.filter((each) => round.get(each.counter) !== each);
    const rows = await run(
      update,
      updates.map(({ counter }) => counter),
      updates.map(({ change }) => change.wasteTrackingId),
      updates.map(({ change }) => change.receipt),
    );
    for (const row of rows) {
      const newRevision = { counter: Number(row['counter']), revision: Number(row['revision']) };
      const applied = round.get(newRevision.counter);
      if (applied !== undefined) revisions.set(applied.exchangeRecord, newRevision);
    }
  }
  return revisions;
}

function nameOrNull(name: string | null): string | null {
  return name === null ? null : escapeText(name);
}

/**
 * Escapes a name for a text column. PostgreSQL refuses NUL in a text, and half of a surrogate pair is lost on the way;
 * names chosen by clients may contain both. Stored JSON has them escaped already.
 */
export function escapeText(name: string): string {
  return name.replace(/[\\\0\p{Surrogate}]/gu, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function unescapeText(escaped: unknown): string {
  return String(escaped).replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
