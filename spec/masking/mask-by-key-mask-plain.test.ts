import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../json.ts';
import { maskEvidence } from './mask.ts';
import { containsNoSecrets, containsOnlyApiCodes } from './mask-by-key.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const masked = (value: JsonValue) => maskEvidence(value, { secrets: [], apiCodes: [] });

describe('a text with something to mask is recognised', () => {
  it.each<[string, string]>([
    ['a token', `{"a":["${jwt}"]}`],
    ['a token in the name of a field', `{"${jwt}":1}`],
    ['a secret by its name', '{"a":{"Client_Secret":"x"}}'],
    ['a name that is written with escapes', '{"p\\u0061ssword":"x"}'],
    ['a name with a letter that is k in small letters only', '{"to\u212Aen":"x"}'],
  ])('%s', (_, text) => {
    expect(masked(JSON.parse(text) as JsonValue)).not.toEqual(JSON.parse(text));
    expect(containsOnlyApiCodes(text)).toBe(false);
    expect(containsNoSecrets(text)).toBe(false);
  });

  it('an API code, which only an answer must not hold', () => {
    const text = '{"api_code" : "1f83215e-4b90-4785-9ab2-2614839aa2e9"}';
    expect([containsOnlyApiCodes(text), containsNoSecrets(text)]).toEqual([true, false]);
  });
});

test('a text reported as without secrets is unchanged by masking', () => {
  const odd = fc.constantFrom(
    'token',
    'TO\u212AEN',
    'password',
    'id_token',
    'apiCode',
    'api_code',
    jwt,
    'plain',
    'eyJ',
    'K',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      odd,
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.array(tie('any')),
      fc.dictionary(odd, tie('any')),
    ),
  })).any as fc.Arbitrary<JsonValue>;
  fc.assert(
    fc.property(value, fc.boolean(), (given, isSpaced) => {
      const text = JSON.stringify(given, null, isSpaced ? 1 : 0);
      if (containsNoSecrets(text)) expect(masked(given)).toEqual(given);
    }),
  );
});
