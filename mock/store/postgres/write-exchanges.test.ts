import { describe, expect, it } from 'vitest';
import { escapeText, unescapeText } from './write-exchanges.ts';

describe('a name in PostgreSQL', () => {
  it.each([
    '',
    'plain',
    'ü 𝔸 \u{1F600}',
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    '\\',
    '\\u0000',
    '\\\\u005c',
    '\\u',
    '%\\ud83d\ude00',
  ])('comes back as it was: %j', (name) => {
    const written = escapeText(name);
    expect(unescapeText(written)).toBe(name);
    expect(written).not.toMatch(/[\0\p{Surrogate}]/u);
    expect(Buffer.from(written).toString()).toBe(written);
  });

  it('is unchanged if nothing in it needs escaping', () => {
    expect(escapeText('rehearsal-client ü 😀')).toBe('rehearsal-client ü 😀');
  });
});
