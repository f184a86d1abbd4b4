import { expect, test } from 'vitest';
import { maskApiCode, maskHeaders, maskJwts, maskNamedValues, maskPairs } from './mask-by-key.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

test.each([
  ['authorization', `Bearer ${jwt}`, 'Bearer ***'],
  ['Authorization', 'basic YWJjOmRlZg==', 'basic ***'],
  ['authorization', 'Bearer one two', 'Bearer ***'],
  ['authorization', 'Bearer', 'Bearer'],
  ['authorization', jwt, '***'],
  ['authorization', 'Digest username="a", response="b"', '***'],
  ['authorization', '', ''],
  ['cookie', 'a=b', '***'],
  ['Set-Cookie', 'a=b', '***'],
  ['proxy-authorization', 'Basic YTpi', '***'],
  ['x-api-key', 'abc', '***'],
  ['x-auth-token', 'abc', '***'],
  ['referer', 'http://example.com/?secret=abc&a=b', 'http://example.com/?secret=***&a=b'],
  ['referer', 'http://example.com/?code=abc&a=b', 'http://example.com/?code=***&a=b'],
  ['content-type', 'application/json; charset=utf-8', 'application/json; charset=utf-8'],
  ['user-agent', 'python-requests/2.32', 'python-requests/2.32'],
])('the header %s: %s is recorded as %s', (name, value, masked) => {
  expect(maskHeaders({ [name]: value })).toEqual({ [name]: masked });
});

test.each([
  ['/oauth2/token?client_secret=abc&grant_type=x', '/oauth2/token?client_secret=***&grant_type=x'],
  ['/a?CODE=abc#token=def', '/a?CODE=***#token=***'],
  ['client%5Fsecret=abc==&client_id=me', 'client%5Fsecret=***&client_id=me'],
  ['client_secret=&a=b', 'client_secret=&a=b'],
  ['api_code=11111111-2222-3333-4444-555555551111', 'api_code=********-****-****-****-********1111'],
  ['{"client_secret": "a\\"b", "weight": "c"', '{"client_secret": "***", "weight": "c"'],
  ['{"access_token":"cut of', '{"access_token":"***'],
  ['/movements/26ABCDEF', '/movements/26ABCDEF'],
  ['tokens=3 and barcode=4', 'tokens=3 and barcode=4'],
])('%s is recorded as %s', (text, masked) => {
  expect(maskPairs(text)).toBe(masked);
});

test('secret members of JSON are masked at any depth, and only there', () => {
  expect(
    maskNamedValues({
      access_token: 'a',
      list: [{ client_secret: 'b', Refresh_Token: ['c'], id_token: null, code: 'R1', expires_in: 3600 }],
    }),
  ).toEqual({
    access_token: '***',
    list: [{ client_secret: '***', Refresh_Token: ['***'], id_token: null, code: 'R1', expires_in: 3600 }],
  });
});

test('a member called __proto__ stays as it is', () => {
  const masked = maskNamedValues(JSON.parse('{"__proto__": {"token": "a"}}'));
  expect(JSON.stringify(masked)).toBe('{"__proto__":{"token":"***"}}');
});

test.each([
  [`token: ${jwt}.`, 'token: ***'],
  ['eyJhbGciOiJub25lIn0.eyJhIjoxfQ.', '***'],
  ['keyJson.example.com/a.b', 'keyJson.example.com/a.b'],
  ['eyJhbGciOiJub25lIn0', '***'],
  ['eyJ, eyJhb, eyJlZmZlbA', 'eyJ, eyJhb, eyJlZmZlbA'],
])('of %s only what looks like a token goes', (text, masked) => {
  expect(maskJwts(text)).toBe(masked);
});

test('a short API code is masked completely, so that its last four are not most of it', () => {
  expect(maskApiCode('12345678')).toBe('********');
});
