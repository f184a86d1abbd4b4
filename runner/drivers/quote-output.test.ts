import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quote, showControls } from './quote-output.ts';

describe('quote', () => {
  test('leaves ordinary text unchanged', () => {
    expect(quote('Café, 3 × 200 l')).toBe('"Café, 3 × 200 l"');
  });

  test('escapes invisible characters, so that no terminal interprets them', () => {
    expect(quote('\u{1b}[2J a\u202Eb\u0000')).toBe(String.raw`"\u{1b}[2J a\u{202e}b\u{0}"`);
  });

  test('truncates long text visibly', () => {
    expect(quote('x'.repeat(5000))).toBe(`"${'x'.repeat(200)}…"`);
  });

  test('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(showControls(text)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u);
      }),
    );
  });
});
