import type { JsonObject, JsonValue } from '../spec/json.ts';

/** A body that can have any size, to see how the response time grows. */
export interface Growing {
  name: string;
  body: (bytes: number, receipt: JsonObject) => string;
  /** Left out: a receipt that is posted as JSON. */
  head?: { method?: string; path?: string; type?: string };
}

const list = (entry: string) => (bytes: number) =>
  `[${Array(Math.floor(bytes / (entry.length + 1)))
    .fill(entry)
    .join(',')}]`;
const into = (field: string, make: (bytes: number) => string) => (bytes: number, receipt: JsonObject) =>
  `{${JSON.stringify(field)}:${make(bytes)},${JSON.stringify({ ...receipt, [field]: undefined }).slice(1)}`;
const text = (piece: string) => (bytes: number) => JSON.stringify(piece.repeat(bytes / piece.length));
const item = (bytes: number, receipt: JsonObject, change: JsonObject): string => {
  const [first] = (receipt['wasteItems'] ?? []) as JsonValue[];
  return into('wasteItems', list(JSON.stringify({ ...(first as JsonObject), ...change })))(bytes, receipt);
};
const components = (bytes: number, receipt: JsonObject): string => {
  const [first] = (receipt['wasteItems'] ?? []) as JsonValue[];
  const pops = { sourceOfComponents: 'GUIDANCE', components: '@' };
  const full = JSON.stringify([{ ...(first as JsonObject), containsPops: true, pops }]);
  return into('wasteItems', () => full.replace('"@"', () => list('{"code":"HCB"}')(bytes)))(bytes, receipt);
};

/** Texts that patterns are slow on, for each field that has a pattern or a format. */
const fields = {
  apiCode: '0',
  dateTimeReceived: '1',
  hazardousWasteConsignmentCode: 'A',
  reasonForNoConsignmentCode: ' ',
  specialHandlingRequirements: 'eyJ.',
};
const nestedFields: readonly (readonly [holder: string, field: string, piece: string])[] = [
  ['carrier', 'registrationNumber', 'ROC-UT-'],
  ['carrier', 'registrationNumber', ' '],
  ['carrier', 'emailAddress', 'a@'],
  ['carrier', 'emailAddress', 'a.'],
  ['carrier', 'vehicleRegistration', 'AB12 '],
  ['receiver', 'authorisationNumber', ' '],
  ['receiver', 'authorisationNumber', 'WML 99/9 LN/99/9/M'],
  ['receiver', 'emailAddress', '"\\'],
];

/** Bodies that were slow once, or might be: many faults, many keys, deep, long. */
export const growing: readonly Growing[] = [
  { name: 'empty waste items', body: into('wasteItems', list('{}')) },
  { name: 'waste items that are numbers', body: into('wasteItems', list('1')) },
  { name: 'waste items with empty components', body: into('wasteItems', list('{"containsPops":true,"pops":{}}')) },
  { name: 'waste items without codes', body: (bytes, receipt) => item(bytes, receipt, { ewcCodes: [] }) },
  {
    name: 'good waste items without disposal codes',
    body: (bytes, receipt) => item(bytes, receipt, { disposalOrRecoveryCodes: [] }),
  },
  { name: 'components without a concentration', body: components },
  {
    name: 'unknown keys',
    body: (bytes) => `{${Array.from({ length: bytes / 14 }, (_, index) => `"k${index}":null`).join(',')}}`,
  },
  {
    name: 'one key again and again',
    body: (bytes) =>
      `{${Array(Math.floor(bytes / 9))
        .fill('"key":0')
        .join(',')}}`,
  },
  { name: 'lists in lists', body: into('unknown', (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2)) },
  {
    name: 'objects in objects',
    body: into('unknown', (bytes) => `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`),
  },
  { name: 'lists that never end', body: (bytes) => '['.repeat(bytes) },
  { name: 'malformed, with secrets by name', body: (bytes) => '"token": "'.repeat(bytes / 10) },
  { name: 'malformed, escapes', body: (bytes) => `"token":"${'\\"'.repeat(bytes / 2)}` },
  { name: 'a number of many digits', body: into('unknown', (bytes) => '9'.repeat(bytes)) },
  ...['=', '&=', 'a=', 'eyJ', 'eyJ.', '%41', '%', '+', '"a":"', '\\', 'a@', ' ', 'A', '.', 'A-'].map((piece) => ({
    name: `text of ${piece}`,
    body: (bytes: number) => piece.repeat(bytes / piece.length),
    head: { type: 'text/plain' },
  })),
  ...Object.entries(fields).map(([field, piece]) => ({ name: `${field} of ${piece}`, body: into(field, text(piece)) })),
  ...nestedFields.map(([holder, field, piece]) => ({
    name: `${holder}.${field} of ${piece}`,
    body: (bytes: number, receipt: JsonObject) => {
      const changed = { ...(receipt[holder] as JsonObject), [field]: piece.repeat(bytes / piece.length) };
      return JSON.stringify({ ...receipt, [holder]: changed });
    },
  })),
  { name: 'approval tests that are empty', body: list('{}'), head: { path: '/production-approval-tests' } },
  {
    name: 'approval tests of one scenario',
    body: list('{"scenarioId":"R01","wasteTrackingId":"26A"}'),
    head: { path: '/production-approval-tests' },
  },
  {
    name: 'a form of many fields',
    body: (bytes) => 'a=b&'.repeat(bytes / 4),
    head: { path: '/oauth2/token', type: 'application/x-www-form-urlencoded' },
  },
  {
    name: 'a form of one field',
    body: (bytes) => `grant_type=${'%41'.repeat(bytes / 3)}`,
    head: { path: '/oauth2/token', type: 'application/x-www-form-urlencoded' },
  },
  { name: 'a fault plan of empty entries', body: list('{}'), head: { method: 'PUT', path: '/_rehearsal/faults' } },
  {
    name: 'a fault plan of wrong kinds',
    body: list('{"on":"receiveMovement","times":1,"fault":{"kind":"x"}}'),
    head: { method: 'PUT', path: '/_rehearsal/faults' },
  },
  {
    name: 'claims in claims',
    body: (bytes) => `{"clientId":"x","claims":{"a":${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}}}`,
    head: { path: '/_rehearsal/tokens' },
  },
  {
    name: 'unknown fields of a client',
    body: (bytes) => `{${Array.from({ length: bytes / 14 }, (_, index) => `"k${index}":null`).join(',')}}`,
    head: { path: '/_rehearsal/clients' },
  },
];
