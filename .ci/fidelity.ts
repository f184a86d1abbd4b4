/**
 * Counts how many of the observed requests the mock responds to like the running service, as of each observed date.
 * Uses the project's own fixtures, or other files of the same form: `npm run -s fidelity -- RECEIPTS.jsonl
 * EXCHANGES.jsonl`. Uncertain observations (`doubt`) do not count.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMovement, type OpenMock, openMock } from '../mock/testing/open-mock.ts';
import { registerObservedCodes } from '../mock/testing/register-observed-codes.ts';
import type { JsonObject, JsonValue } from '../spec/json.ts';

/** The response as of the newest date, and that of July 2026 if it was different. */
interface Observed {
  id: number;
  class: string;
  note: string;
  status: number;
  status07?: number;
  doubt?: string;
}

interface ObservedReceipt extends Observed {
  request: JsonValue;
  response: JsonObject;
  response07?: JsonObject;
}

interface ObservedExchange extends Observed {
  /** The newest date that the response is valid for. Without it, only July's is known. */
  era?: string;
  auth: 'on' | 'off';
  method: string;
  path: string;
  headers: Record<string, string>;
  rawBody?: string;
  rawBodyBase64?: string;
  responseBody?: JsonValue;
  responseBody07?: JsonValue;
  /** The header as sent, as of the newest date. */
  serviceChargeExpiryDate?: string;
}

const dates = ['2026-07', '2026-10'] as const;
type KnownDate = (typeof dates)[number];

/** What the mock responds to differently, and why. By id of the project's own fixtures. */
const explained: Readonly<Record<number, string>> = {
  66: 'asked with authentication off, where the service has no /auth/test; the mock always has one',
  429: 'the service serves a document of its own, of which only the length is known; the mock serves its contract',
  430: 'the same',
};

const fixtures = join(import.meta.dirname, '..', 'mock', 'fixtures');
const [
  receiptsFile = join(fixtures, 'observed-receipts.jsonl'),
  exchangesFile = join(fixtures, 'observed-exchanges.jsonl'),
] = process.argv.slice(2);

function read<T extends Observed>(file: string): T[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as T).filter(({ doubt }) => doubt === undefined);
}

/** True if the response on a date is the one from before the service changed. */
function isPast(date: KnownDate, { status07 }: Observed): boolean {
  return date === '2026-07' && status07 !== undefined;
}

/** Returns a body without what varies: ids differ from run to run, and program text inside a message may differ. */
function comparable(body: JsonValue | undefined): string {
  return JSON.stringify(body ?? '')
    .replace(/("wasteTrackingId":)"[^"]*"/, '$1"<ID>"')
    .replace(/(failed custom validation because )[^"]*/g, '$1…');
}

function classes(body: JsonObject): string {
  const found = (body as { validation?: { errors?: JsonObject[]; warnings?: JsonObject[] } }).validation;
  const issues = [...(found?.errors ?? []), ...(found?.warnings ?? [])];
  return [...new Set(issues.map(({ key, errorType }) => `${key} ${errorType}`))].sort().join('\n');
}

function share(name: string, count: number, total: number): void {
  console.log(`${name.padEnd(34)} ${String(count).padStart(5)} of ${total}  ${((100 * count) / total).toFixed(2)} %`);
}

async function compareReceipts(mock: OpenMock, date: KnownDate): Promise<void> {
  const cases = read<ObservedReceipt>(receiptsFile);
  const tally = { status: 0, classes: 0, whole: 0 };
  for (const each of cases) {
    const { id, class: kind, note, request } = each;
    const { status = 0, response = {} } = isPast(date, each)
      ? { status: each.status07, response: each.response07 }
      : each;
    const answer = await mock.send('POST', '/movements/receive', { body: request });
    const body = answer.json() as JsonObject;
    const same = { status: answer.statusCode === status, whole: comparable(body) === comparable(response) };
    tally.status += Number(same.status);
    tally.classes += Number(same.status && classes(body) === classes(response));
    tally.whole += Number(same.status && same.whole);
    if (!same.status || !same.whole) console.log(`  differs: ${id} ${kind}: ${note}`);
  }
  share('receipts, same status', tally.status, cases.length);
  share('receipts, same (key, errorType)', tally.classes, cases.length);
  share('receipts, whole body identical', tally.whole, cases.length);
}

async function compareExchanges(mock: OpenMock, valid: JsonValue, date: KnownDate): Promise<void> {
  const cases = read<ObservedExchange>(exchangesFile).filter(({ era }) => era !== undefined || date === '2026-07');
  if (cases.length === 0) return;
  const tally = { status: 0, body: 0, header: 0 };
  const isHeaderKnown = date === '2026-10';
  const bearer = mock.authorization;
  const fill = (text: string) => text.replaceAll('<valid token>', bearer.slice('Bearer '.length));
  for (const each of cases) {
    const id = each.path.includes('<ID>') ? await createMovement(mock, valid) : '';
    const headers = Object.fromEntries(Object.entries(each.headers).map(([name, value]) => [name, fill(value)]));
    const payload = each.rawBodyBase64 === undefined ? each.rawBody : Buffer.from(each.rawBodyBase64, 'base64');
    const answer = await mock.app.inject({
      method: each.method as 'GET',
      url: fill(each.path).replace('<ID>', id),
      headers: each.auth === 'off' ? { authorization: bearer, ...headers } : headers,
      ...(payload === undefined ? {} : { payload }),
    });
    const body = answer.payload === '' ? '' : (answer.json() as JsonValue);
    const past = isPast(date, each);
    const same = {
      status: answer.statusCode === (past ? each.status07 : each.status),
      body: comparable(body) === comparable(past ? each.responseBody07 : each.responseBody),
      header: answer.headers['service-charge-expiry-date'] === each.serviceChargeExpiryDate,
    };
    tally.status += Number(same.status);
    tally.body += Number(same.status && same.body);
    tally.header += Number(same.header);
    if (!same.status || !same.body || (isHeaderKnown && !same.header)) {
      console.log(`  differs: ${each.id} ${each.class}: ${each.note}. ${explained[each.id] ?? 'Not explained'}.`);
    }
  }
  share('exchanges, same status', tally.status, cases.length);
  share('exchanges, same body', tally.body, cases.length);
  if (isHeaderKnown) share('exchanges, same charge header', tally.header, cases.length);
}

for (const date of dates) {
  console.log(`as of ${date}`);
  const mock = await openMock({ asOf: date });
  await registerObservedCodes(mock.store);
  await compareReceipts(mock, date);
  const valid = read<ObservedReceipt>(receiptsFile).find(({ status, status07 }) => {
    return status === 201 && status07 === undefined;
  });
  await compareExchanges(mock, valid?.request ?? {}, date);
  await mock.app.close();
}
