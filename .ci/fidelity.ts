/**
 * How much of what was observed of the running service the mock answers alike. Takes the project's own fixtures, or
 * other files of the same form: `npm run -s fidelity -- RECEIPTS.jsonl EXCHANGES.jsonl`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMovement, type OpenMock, openMock } from '../mock/testing/open-mock.ts';
import type { JsonObject, JsonValue } from '../spec/json.ts';

interface Observed {
  id: number;
  class: string;
  note: string;
  status: number;
}

interface ObservedReceipt extends Observed {
  request: JsonValue;
  response: JsonObject;
}

interface ObservedExchange extends Observed {
  auth: 'on' | 'off';
  method: string;
  path: string;
  headers: Record<string, string>;
  rawBody?: string;
  rawBodyBase64?: string;
  responseBody?: JsonValue;
}

/** What the mock does not answer alike, and why. By id of the project's own fixtures. */
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

function read<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as T);
}

/** Ids differ from run to run, and program text inside a message need not be the same. */
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

async function compareReceipts(mock: OpenMock): Promise<void> {
  const cases = read<ObservedReceipt>(receiptsFile);
  const tally = { status: 0, classes: 0, whole: 0 };
  for (const { id, class: kind, note, request, status, response } of cases) {
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

async function compareExchanges(mock: OpenMock, valid: JsonValue): Promise<void> {
  const cases = read<ObservedExchange>(exchangesFile);
  const tally = { status: 0, body: 0 };
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
    const same = {
      status: answer.statusCode === each.status,
      body: comparable(body) === comparable(each.responseBody),
    };
    tally.status += Number(same.status);
    tally.body += Number(same.status && same.body);
    if (!same.status || !same.body) {
      console.log(`  differs: ${each.id} ${each.class}: ${each.note}. ${explained[each.id] ?? 'Not explained'}.`);
    }
  }
  share('exchanges, same status', tally.status, cases.length);
  share('exchanges, same body', tally.body, cases.length);
}

const mock = await openMock();
await compareReceipts(mock);
const valid = read<ObservedReceipt>(receiptsFile).find(({ status }) => status === 201)?.request ?? {};
await compareExchanges(mock, valid);
await mock.app.close();
