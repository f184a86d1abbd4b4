import type { Creation, Left } from './frame.ts';
import type { Spot } from './segments.ts';
import type { Row, SqliteDatabase } from './sqlite-database.ts';

/** A frame of the log: positions of its first and last exchange, where it stands, when the newest in it arrived, of whom. */
export interface FrameRow {
  first: number;
  last: number;
  spot: Spot;
  at: number;
  /** A JSON list. */
  clients: string;
}

/** A text of a receipt: in the log, by the position of the exchange that left it, or by itself once that is forgotten. */
export interface Text {
  revision: number;
  position: number | null;
  receipt: string | null;
}

/** The receipt in force. */
export type Current = Creation & Left & Text;

/** What an exchange made of a receipt. */
export interface Step {
  current: Current;
  isNew: boolean;
}

/** Writes down a frame, as part of a transaction. */
export function insertFrame(database: SqliteDatabase, { first, last, spot, at, clients }: FrameRow): void {
  database.run(
    'INSERT INTO frames (first, last, segment, offset, length, at, clients) VALUES (?, ?, ?, ?, ?, ?, ?)',
    first,
    last,
    spot.segment,
    spot.offset,
    spot.length,
    at,
    clients,
  );
}

/** Writes down what became of a receipt, as part of a transaction. */
export function takeStep(database: SqliteDatabase, { current, isNew }: Step): void {
  const { counter, wasteTrackingId, organisationId, clientId, revision, position } = current;
  if (isNew) {
    database.run(
      'INSERT INTO movements (counter, waste_tracking_id, organisation_id, client_id, revision, position) VALUES (?, ?, ?, ?, ?, ?)',
      counter,
      wasteTrackingId,
      organisationId,
      clientId,
      revision,
      position,
    );
    return;
  }
  database.run(
    'INSERT INTO former_receipts (counter, revision, position, receipt) SELECT counter, revision, position, receipt FROM movements WHERE counter = ?',
    counter,
  );
  const sql = 'UPDATE movements SET revision = ?, position = ?, receipt = NULL WHERE counter = ?';
  database.run(sql, revision, position, counter);
}

export function toCurrent(row: Row): Current {
  return {
    counter: Number(row['counter']),
    wasteTrackingId: String(row['waste_tracking_id']),
    organisationId: String(row['organisation_id']),
    clientId: String(row['client_id']),
    ...toText(row),
  };
}

export function toText({ revision, position, receipt }: Row): Text {
  return {
    revision: Number(revision),
    position: typeof position === 'number' ? position : null,
    receipt: typeof receipt === 'string' ? receipt : null,
  };
}

export function toFrame(row: Row): FrameRow {
  const [first, last, segment, offset, length, at] = ['first', 'last', 'segment', 'offset', 'length', 'at'].map(
    (name) => Number(row[name]),
  ) as [number, number, number, number, number, number];
  return { first, last, spot: { segment, offset, length }, at, clients: String(row['clients']) };
}
