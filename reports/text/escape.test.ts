import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeControls, escapeJson, escapeLine, truncateText } from './escape.ts';

test.each([
  ['a bidirectional override', 'a\u202eb', 'a⟨U+202E⟩b'],
  ['a terminal escape', '\u001b[31m', '⟨U+001B⟩[31m'],
  ['the one-byte terminal escape', '\u009b2J', '⟨U+009B⟩2J'],
  ['a lone surrogate', '\ud800', '⟨U+D800⟩'],
  ['a zero-width space', 'a\u200bb', 'a⟨U+200B⟩b'],
  ['a noncharacter', '\ufffe', '⟨U+FFFE⟩'],
  ['a letter that shows nothing', '\u3164', '⟨U+3164⟩'],
  ['an invisible tag', '\u{e0041}', '⟨U+E0041⟩'],
  ['a carriage return that overwrites its line', 'a\rb', 'a⟨U+000D⟩b'],
])('%s is written out', (_, text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});

test('ordinary text stays, with its line breaks, whatever the language', () => {
  for (const text of ['Gwastraff\n\tŵ ŷ', 'Abfälle, déchets, отходы', '廃棄物 ♻ 😀'])
    expect(escapeControls(text)).toBe(text);
  expect(escapeControls('a\r\nb')).toBe('a\nb');
});

test('a line is one line', () => {
  expect(escapeLine(' one\n\n# two\u2028\tthree ')).toBe('one # two⟨U+2028⟩ three');
});

test('JSON keeps its value and loses what a terminal would act on', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const json = escapeJson(JSON.stringify({ value, text }));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      expect(escapeControls(json)).toBe(json);
    }),
  );
});

test('text is shortened between characters, never inside one, and says so', () => {
  expect(truncateText('😀😀😀', 3)).toBe('😀😀😀');
  expect(truncateText('😀😀😀', 2)).toBe('😀😀… (cut)');
});
