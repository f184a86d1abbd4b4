import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exchange } from '../types/exchange.ts';
import { maskApiCodes, maskEvidence, maskExchange, maskSecrets } from './mask.ts';

const secret = 'Rehearsal secret/+"1"';
const hexPairs = Buffer.from(secret).toString('hex').match(/../g) ?? [];
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const apiCode = '11111111-2222-3333-4444-555555551111';
const known = { secrets: [secret], apiCodes: [apiCode] };

const basic = (id: string, key: string) => Buffer.from(`${id}:${key}`).toString('base64');

test.each([
  ['as it is', `before ${secret} after`, 'before *** after'],
  ['escaped as in JSON', JSON.stringify({ a: secret }), '{"a":"***"}'],
  ['percent-encoded as in a URL', `/x?q=${encodeURIComponent(secret)}&r=1`, '/x?q=***&r=1'],
  ['percent-encoded in small letters', encodeURIComponent(secret).toLowerCase(), '***'],
  ['encoded as a form', new URLSearchParams({ q: secret }).toString(), 'q=***'],
  ['next to a broken percent escape', `%zz${encodeURIComponent(secret)}`, '***'],
  ['inside a Basic credential', `Basic ${basic('client', secret)}`, 'Basic ***'],
  ['in capitals', `x ${secret.toUpperCase()} y`, 'x *** y'],
  ['spaced', `x ${[...secret].join(' ')} y`, 'x *** y'],
  ['far apart', `x ${[...secret].join('         ')} y`, '***'],
  ['in groups, over two lines', `x ${secret.slice(0, 8)}\n  ${secret.slice(8)} y`, 'x *** y'],
  ['in hex', `x ${Buffer.from(secret).toString('hex')} y`, 'x *** y'],
  ['in hex as bytes', `x ${hexPairs.join(':').toUpperCase()} y`, 'x *** y'],
  ['in hex as escapes', `x \\x${hexPairs.join('\\x')} y`, 'x \\x*** y'],
  ['as HTML', `<b>${secret.replaceAll('"', '&quot;')}</b>`, '<b>***</b>'],
  ['as decimal entities', `<b>${[...secret].map((c) => `&#${c.charCodeAt(0)};`).join('')}</b>`, '<b>***</b>'],
  [
    'as hexadecimal entities',
    `<b>${[...secret].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join('')}</b>`,
    '<b>***</b>',
  ],
  ['as escapes of JSON', `x ${[...secret].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')} y`, 'x *** y'],
  ['in small letters inside a Basic credential', `Basic ${basic('client', secret.toLowerCase())}`, 'Basic ***'],
  [
    'in several forms at once',
    `x ${encodeURIComponent([...secret].map((c) => `&#${c.charCodeAt(0)};`).join(''))} y`,
    'x *** y',
  ],
  ['form-encoded inside a Basic credential', `Basic ${basic('client', encodeURIComponent(secret))}`, 'Basic ***'],
])('a known secret is masked %s', (_, text, masked) => {
  expect(maskSecrets(text, [secret])).toBe(masked);
});

test('a short secret is not looked for in other forms, which may be ordinary words', () => {
  expect(maskSecrets('Bridge, bridge, brid ge', ['bridge'])).toBe('Bridge, ***, brid ge');
});

const [header, payload] = jwt.split('.');
const signature = `${'aB3_'.repeat(85)}x-`;

test.each([
  ['header', `it begins ${header} and so on`, 'it begins *** and so on'],
  ['payload', `claims=${payload}.`, 'claims=***.'],
  ['header and payload', `${header}.${payload}`, '***.***'],
  ['signature', `sig ${signature}`, 'sig ***'],
  ['payload and signature', `${payload}.${signature}`, '***.***'],
])('the %s of a token alone is masked', (_, text, masked) => {
  expect(maskEvidence({ text }, { secrets: [], apiCodes: [] })).toEqual({ text: masked });
});

test('a known secret is masked at any depth, in keys too, and nothing else is changed', () => {
  const value = { a: [1, null, true, { [secret]: `x${secret}` }], b: 'Road', c: { d: -0.5, e: '' } };
  expect(maskSecrets(value, [secret])).toEqual({
    a: [1, null, true, { '***': 'x***' }],
    b: 'Road',
    c: { d: -0.5, e: '' },
  });
});

test('a secret that contains another one is masked as a whole', () => {
  expect(maskSecrets('abcdef-ghijkl', ['abcdef', 'abcdef-ghijkl'])).toBe('***');
});

test('secrets that are empty or too short to differ from ordinary text are ignored', () => {
  expect(maskSecrets({ a: 'a brown bag' }, ['', 'a', 'brown'])).toEqual({ a: 'a brown bag' });
});

test('a value without a secret is returned unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(maskSecrets(value, ['never-in-there-9f8e7d'])).toEqual(value);
      expect(maskApiCodes(value, [apiCode])).toEqual(value);
    }),
  );
});

test('no secret survives, whatever surrounds it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 6 }), (before, after, hidden) => {
      fc.pre(!'***'.includes(hidden) && !before.includes(hidden) && !after.includes(hidden));
      expect(maskSecrets(`${before} ${hidden} ${after}`, [hidden])).not.toContain(` ${hidden} `);
    }),
  );
});

test('an API code keeps its shape and its last four characters', () => {
  expect(maskApiCodes({ note: `code ${apiCode}` }, [apiCode])).toEqual({
    note: 'code ********-****-****-****-********1111',
  });
});

test.each([
  ['in capitals', 'AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAB1C2', '********-****-****-****-********B1C2'],
  ['without its dashes', 'aaaaaaaaaaaa4aaa8aaaaaaaaaaab1c2', '****************************b1c2'],
])('an API code is masked %s too, in keys as well', (_, written, masked) => {
  const code = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaab1c2';
  expect(maskApiCodes({ [written]: `(${written})` }, [code])).toEqual({ [masked]: `(${masked})` });
});

test('a token that is the name of a field is masked', () => {
  expect(maskEvidence({ [jwt]: 1 }, { secrets: [], apiCodes: [] })).toEqual({ '***': 1 });
});

test('a brief loses its API code, and an outcome every token that the product printed', () => {
  expect(maskEvidence({ movement: { apiCode }, messages: [`got ${jwt}`, `sent ${secret}`] }, known)).toEqual({
    movement: { apiCode: '********-****-****-****-********1111' },
    messages: ['got ***', 'sent ***'],
  });
});

test('an exchange keeps what a verdict needs and loses every credential, known or not', () => {
  const exchange: Exchange = {
    seq: 7,
    at: '2027-01-18T09:41:05.123Z',
    monotonicMs: 1_800_265_265_123.5,
    durationMs: 12,
    clientId: 'rehearsal-client',
    operationId: 'issueToken',
    request: {
      method: 'POST',
      url: '/oauth2/token?access_token=opaque&scope=a',
      headers: { authorization: `Basic ${basic('other-client', 'nobody knows this')}`, accept: 'application/json' },
      body: { text: `grant_type=client_credentials&client_secret=nor-this` },
    },
    response: { status: 200, headers: {}, body: { json: { access_token: 'opaque', expires_in: 3600 } } },
    notes: [{ kind: 'defect', text: 'kept', source: 'kept' }],
  };
  expect(maskExchange(exchange, known)).toEqual({
    ...exchange,
    request: {
      method: 'POST',
      url: '/oauth2/token?access_token=***&scope=a',
      headers: { authorization: 'Basic ***', accept: 'application/json' },
      body: { text: 'grant_type=client_credentials&client_secret=***' },
    },
    response: { status: 200, headers: {}, body: { json: { access_token: '***', expires_in: 3600 } } },
  });
});

test('a megabyte of hostile text without a secret stays as it is', () => {
  for (const piece of ['a', '%', '+', '=', 'eyJ-', '"a":"', '\\', 'A.']) {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(maskEvidence({ text, place: text }, known)).toEqual({ text, place: text });
  }
});
