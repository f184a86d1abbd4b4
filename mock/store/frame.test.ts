import { expect, it } from 'vitest';
import { findFrame, type LogRecord, readRecords, writeFrame } from './frame.ts';

const record: LogRecord = {
  clientId: 'a-client',
  at: 1_760_000_000_000,
  head: '{"a":1}',
  sent: '{"b":"Zoë 𝔸"}',
  answered: '',
  judgedBy: 'a contract',
  left: { counter: 4_711, revision: 2 },
  created: null,
  receipt: null,
};
const records: LogRecord[] = [
  record,
  { ...record, clientId: null, sent: null, answered: null, judgedBy: null, left: null },
  {
    ...record,
    left: { counter: 1, revision: 1 },
    created: { wasteTrackingId: '26ABCDEF', organisationId: 'o', clientId: 'ü\u0000' },
    receipt: '{}',
  },
];

it('gives back what was written, and says how long it is', () => {
  const bytes = Buffer.concat([writeFrame(7, records), Buffer.from('what follows')]);
  const length = bytes.length - 'what follows'.length;
  expect(findFrame(bytes)).toEqual({ kind: 'frame', length, first: 7, count: 3 });
  expect(readRecords(bytes.subarray(0, length))).toEqual(records);
});

it('takes texts of any size', () => {
  const large = { ...record, sent: 'é'.repeat(3_000_000), head: '€'.repeat(1_000) };
  expect(readRecords(writeFrame(1, [record, large]))).toEqual([record, large]);
  expect(readRecords(writeFrame(1, [record]))).toEqual([record]);
});

it('is cut off wherever it ends too early, and damaged wherever a byte is another', () => {
  const bytes = Buffer.from(writeFrame(7, records));
  for (let end = 0; end < bytes.length; end++) expect(findFrame(bytes.subarray(0, end)).kind).toBe('cut off');
  for (let place = 0; place < bytes.length; place++) {
    const other = Buffer.from(bytes);
    other.writeUInt8((bytes.readUInt8(place) + 1) % 256, place);
    expect(findFrame(other).kind).not.toBe('frame');
  }
});
