import { expect, test } from 'vitest';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { formatNames, reportFormats } from '../formats.ts';
import { readRehearsal } from '../read-rehearsal.ts';
import { hostileRehearsal, payloadNames, payloads } from '../testing/hostile-rehearsal.ts';
import { movement } from '../testing/sample-parts.ts';
import { sampleRehearsal, withScenarios } from '../testing/sample-rehearsal.ts';
import { redact } from './redact.ts';

const redacted = redact(sampleRehearsal);

/** Every text of a value, keys included, with the path to it; indexes are left out. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((each) => texts(each, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const below = path === '' ? key : `${path}.${key}`;
    return [[`${path} (key)`, key] as [string, string], ...texts(member, below)];
  });
}

test('it says that it is redacted, is a rehearsal still, and leaves the original alone', () => {
  const before = structuredClone(sampleRehearsal);
  expect(redact(sampleRehearsal).redacted).toBe(true);
  expect(readRehearsal(JSON.stringify(redacted))).toEqual({ kind: 'ok', rehearsal: redacted });
  expect(sampleRehearsal).toEqual(before);
});

test('every format with room for it says that it is redacted', () => {
  for (const name of formatNames) {
    const isSaid = reportFormats[name].remarks !== 'none';
    const of = (rehearsal: typeof redacted) =>
      reportFormats[name]
        .files(rehearsal)
        .map(({ text }) => text)
        .join('\n');
    expect([name, /report is redacted/.test(of(redacted))]).toEqual([name, isSaid]);
    expect([name, /report is redacted/.test(of(sampleRehearsal))]).toEqual([name, false]);
  }
});

test('names, addresses, references, registration numbers and free text of the receipts are gone', () => {
  const text = JSON.stringify(redacted);
  const { carrier, receiver, receipt } = movement;
  for (const datum of [
    movement.yourUniqueReference,
    'Untreated timber',
    carrier.registrationNumber,
    carrier.organisationName,
    carrier.vehicleRegistration,
    carrier.emailAddress,
    carrier.phoneNumber,
    receiver.siteName,
    receiver.authorisationNumber,
    receipt.address.fullAddress,
    receipt.address.postcode,
    '1111',
  ]) {
    expect(JSON.stringify(sampleRehearsal)).toContain(datum);
    expect(text).not.toContain(datum);
  }
});

test('what the vendor and the product wrote is gone', () => {
  for (const words of [
    'Robin',
    'submit.py',
    'In our database',
    'hold no permit',
    'The form asks',
    'was saved',
    'weighbridge-connector',
  ]) {
    expect(JSON.stringify(sampleRehearsal)).toContain(words);
    expect(JSON.stringify(redacted)).not.toContain(words);
  }
});

test('what bears the verdicts stays: verdicts, steps, fields, codes, amounts, order, product', () => {
  const shape = (rehearsal: typeof redacted) => ({
    counts: rehearsal.counts,
    product: rehearsal.product,
    contract: rehearsal.contract,
    scenarios: rehearsal.scenarios.map(({ id, verdict, given, then, exchanges, findings, tasks }) => ({
      id,
      verdict,
      steps: [...given, ...then].map(({ text, met }) => ({ text, met })),
      exchanges,
      fields: findings.map(({ field, level }) => ({ field, level })),
      outcomes: tasks.map(({ outcomes }) => outcomes?.map(({ outcome }) => outcome)),
    })),
    exchanges: rehearsal.exchanges.map(({ seq, at, operationId, response }) => ({
      seq,
      at,
      operationId,
      status: response.status,
    })),
  });
  expect(shape(redacted)).toEqual(shape(sampleRehearsal));
  const [, submitted] = redacted.exchanges;
  expect(submitted?.request).toMatchObject({
    url: '/movements/receive',
    body: {
      json: {
        dateTimeReceived: movement.dateTimeReceived,
        wasteItems: [
          { ewcCodes: ['170201'], weight: { metric: 'Tonnes', amount: 2.75 }, wasteDescription: '[redacted]' },
        ],
        carrier: { meansOfTransport: 'Road', organisationName: '[redacted]' },
      },
    },
  });
});

test('a finding of a step says in our words what it is about', () => {
  const failed = redacted.scenarios.find(({ id }) => id === 'R04');
  expect(failed?.findings[0]?.text).toBe('[redacted] It is about this: the user is shown a warning for every item.');
  expect(redacted.scenarios.find(({ id }) => id === 'X01')?.findings[0]?.text).toBe('[redacted]');
});

test('two clients can still be told apart, and one is the same everywhere', () => {
  const ids = (rehearsal: typeof redacted) => rehearsal.exchanges.map(({ clientId }) => clientId);
  const places = (all: (string | null)[]) => all.map((id) => all.indexOf(id));
  expect(places(ids(redacted))).toEqual(places(ids(sampleRehearsal)));
  expect(ids(redacted)[0]).toBe('client 1');
});

test('done twice, it is the same as done once', () => {
  expect(redact(redacted)).toEqual(redacted);
});

test.each<[string, JsonValue, JsonValue]>([
  ['a number instead of a text', { carrier: { phoneNumber: 7700900123 } }, { carrier: { phoneNumber: '[redacted]' } }],
  [
    'a text instead of a code',
    { wasteItems: [{ ewcCodes: ['Robin'] }] },
    { wasteItems: [{ ewcCodes: ['[redacted]'] }] },
  ],
  ['a name that no contract knows', { robin: { code: 'R3' } }, { '[redacted] 1': { code: 'R3' } }],
  [
    'blanks, which a verdict may be about',
    { carrier: { registrationNumber: null, organisationName: '' } },
    { carrier: { registrationNumber: null, organisationName: '' } },
  ],
  [
    'a name of JavaScript’s own',
    JSON.parse('{"__proto__": "Robin", "constructor": "Robin"}'),
    { '[redacted] 1': '[redacted]', '[redacted] 2': '[redacted]' },
  ],
  ['a list at the top', ['Robin', 1], ['[redacted]', '[redacted]']],
])('%s', (_, json, expected) => {
  const exchanges = sampleRehearsal.exchanges.slice(1, 2).map((exchange) => ({
    ...exchange,
    request: { ...exchange.request, body: { json } },
  }));
  expect(redact({ ...sampleRehearsal, exchanges }).exchanges[0]?.request.body).toEqual({ json: expected });
});

test.each<[string, string, string]>([
  ['receiveMovement', '/movements/receive?apiCode=1', '/movements/receive?[redacted]'],
  ['updateMovement', '/movements/26BHUT6U/receive', '/movements/26BHUT6U/receive'],
  ['updateMovement', '/movements/robin/receive', '/movements/[redacted]/receive'],
  ['receiveMovement', 'http://example.com/Robin', '[redacted]'],
])('the address of %s, %s, becomes %s', (operationId, url, expected) => {
  const exchanges = sampleRehearsal.exchanges.slice(1, 2).map((exchange) => ({
    ...exchange,
    operationId: operationId as 'receiveMovement',
    request: { ...exchange.request, url },
  }));
  expect(redact({ ...sampleRehearsal, exchanges }).exchanges[0]?.request.url).toBe(expected);
});

test.each(['exec:python3 /home/robin/submit.py', 'http://127.0.0.1:1/robin', 'module:./robin.mjs', 'robin'])(
  'of the driver %s its kind stays',
  (driver) => {
    const settings = { ...sampleRehearsal.settings, driver };
    expect(redact({ ...sampleRehearsal, settings }).settings.driver).toMatch(/^(?:exec:|http:|module:|)\[redacted\]$/);
  },
);

/** Texts that the harness writes, and the product's name. In a file from another tool they may hold anything. */
const harnessTexts =
  /^(?:product\.|contract\.|environment\.|selfDeclarations\.(?:requirement|question)$|scenarios\.(?:title|requirement|category\.area|difference)$|scenarios\.(?:given|then)\.text$|scenarios\.tasks\.brief\.scenario\.|exchanges\.notes\.source$)/;

test.each(payloadNames)('hostile text (%s) stays only in texts that the harness writes', (payload) => {
  const marks = [payloads[payload], payloads[payload].slice(0, 12)];
  const steps = /^scenarios\.(?:findings|given\.finding|then\.finding)\.text$/;
  const left = texts(redact(hostileRehearsal(payload))).filter(([, text]) => marks.some((mark) => text.includes(mark)));
  // The sentence of a finding names its step, which the harness wrote.
  expect(
    [...new Set(left.map(([path]) => path))].filter(
      (path) => !harnessTexts.test(path) && !steps.test(path) && path !== 'contract.overlayHashes (key)',
    ),
  ).toEqual([]);
  expect(left.length).toBeGreaterThan(0);
});

test('a rehearsal with nothing in it can be redacted', () => {
  expect(redact(withScenarios([])).redacted).toBe(true);
});
