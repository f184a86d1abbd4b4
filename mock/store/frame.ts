import { crc32 } from 'node:zlib';
import type { Happening } from './happening.ts';

/** Which receipt an exchange left: the number of its tracking id, and which of its texts. */
export interface Left {
  counter: number;
  revision: number;
}

/** Whose receipt it is, and under what name. */
export interface Creation {
  wasteTrackingId: string;
  organisationId: string;
  clientId: string;
}

/** An exchange as it stands in the log. */
export interface LogRecord extends Pick<Happening, 'clientId' | 'at' | 'head' | 'sent' | 'answered' | 'judgedBy'> {
  left: Left | null;
  /** Where the receipt was created by it. */
  created: Creation | null;
  /** The receipt that it left, where that is not the text in `sent`. */
  receipt: string | null;
}

/** Begins a frame: any other bytes are none. The digit is the version of what follows. */
const mark = 0x316a7272;

/** mark, length of what follows the head, checksum of all behind it, number of records, position of the first. */
const headLength = 24;

/** Five lengths, of four bytes each. */
const lengthsOfRecord = 20;

/** The length of a text that is not there. */
const absent = 0xffffffff;

/** One for all: a frame is copied to its place before the next is written. What is larger is not kept. */
const kept = Buffer.allocUnsafeSlow(1024 * 1024);

/** The bytes of records that are written together; good until the next call. `first` is the position of the first one. */
export function writeFrame(first: number, records: readonly LogRecord[]): Buffer {
  const facts = records.map(factsOf);
  const most = headLength + records.reduce((sum, record, index) => sum + mostBytes(record, facts[index]), 0);
  const bytes = most > kept.length ? Buffer.allocUnsafe(most) : kept;
  let end = headLength;
  for (const [index, { head, sent, answered, receipt }] of records.entries()) {
    let lengths = end;
    end += lengthsOfRecord;
    for (const text of [facts[index] ?? '', head, sent, answered, receipt]) {
      const length = text === null ? 0 : bytes.write(text, end, 'utf8');
      bytes.writeUInt32LE(text === null ? absent : length, lengths);
      lengths += 4;
      end += length;
    }
  }
  bytes.writeUInt32LE(mark, 0);
  bytes.writeUInt32LE(end - headLength, 4);
  bytes.writeUInt32LE(records.length, 12);
  bytes.writeDoubleLE(first, 16);
  bytes.writeUInt32LE(crc32(bytes.subarray(12, end)), 8);
  return bytes.subarray(0, end);
}

/** A character takes three bytes at the most. */
function mostBytes({ head, sent, answered, receipt }: LogRecord, facts = ''): number {
  const characters =
    facts.length + head.length + (sent?.length ?? 0) + (answered?.length ?? 0) + (receipt?.length ?? 0);
  return lengthsOfRecord + 3 * characters;
}

function factsOf({ clientId, at, judgedBy, left, created }: LogRecord): string {
  const ofReceipt = left === null ? [] : [left.counter, left.revision];
  const ofCreation = created === null ? [] : [created.wasteTrackingId, created.organisationId, created.clientId];
  return JSON.stringify([clientId, at, judgedBy, ...ofReceipt, ...ofCreation]);
}

/** What stands at a place in the log: a whole frame of so many bytes, one that is not all there, or something else. */
export type Found =
  | { kind: 'frame'; length: number; first: number; count: number }
  | { kind: 'cut off' }
  | { kind: 'damaged' };

/** What stands at the beginning of the bytes. */
export function findFrame(bytes: Buffer): Found {
  if (bytes.length < headLength) return { kind: 'cut off' };
  if (bytes.readUInt32LE(0) !== mark) return { kind: 'damaged' };
  const length = headLength + bytes.readUInt32LE(4);
  if (bytes.length < length) return { kind: 'cut off' };
  if (bytes.readUInt32LE(8) !== crc32(bytes.subarray(12, length))) return { kind: 'damaged' };
  return { kind: 'frame', length, first: bytes.readDoubleLE(16), count: bytes.readUInt32LE(12) };
}

/** The records of a whole frame. */
export function readRecords(frame: Buffer): LogRecord[] {
  const records: LogRecord[] = [];
  let start = headLength;
  for (let more = frame.readUInt32LE(12); more > 0; more--) {
    let place = start + lengthsOfRecord;
    const texts = [0, 4, 8, 12, 16].map((offset) => {
      const length = frame.readUInt32LE(start + offset);
      if (length === absent) return null;
      place += length;
      return frame.toString('utf8', place - length, place);
    });
    start = place;
    records.push(recordOf(texts));
  }
  return records;
}

type Facts = [string | null, number, string | null, number?, number?, string?, string?, string?];

function recordOf([facts, head, sent = null, answered = null, receipt = null]: (string | null)[]): LogRecord {
  const [clientId, at, judgedBy, counter, revision, wasteTrackingId, organisationId = '', owner = ''] = JSON.parse(
    facts ?? '[]',
  ) as Facts;
  return {
    clientId,
    at,
    judgedBy,
    head: head ?? '',
    sent,
    answered,
    receipt,
    left: counter === undefined || revision === undefined ? null : { counter, revision },
    created: wasteTrackingId === undefined ? null : { wasteTrackingId, organisationId, clientId: owner },
  };
}
