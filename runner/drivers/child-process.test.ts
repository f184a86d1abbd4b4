import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Tail } from './child-process.ts';

function tailOf(limit: number, chunks: string[]): string {
  const tail = new Tail(limit);
  for (const chunk of chunks) tail.push(Buffer.from(chunk));
  return tail.text();
}

describe('Tail', () => {
  test('keeps everything that fits, including characters across chunks', () => {
    const tail = new Tail(100);
    for (const byte of Buffer.from('naïve\n')) tail.push(Buffer.of(byte));
    expect(tail.text()).toBe('naïve\n');
  });

  test('keeps the last complete lines if the text does not fit', () => {
    expect(tailOf(12, ['first\nsec', 'ond\nthird\n'])).toBe('third\n');
  });

  test('shows nothing of a single line that does not fit', () => {
    expect(tailOf(10, ['x'.repeat(50)])).toBe('(a line of more than 10 bytes)');
    expect(tailOf(10, ['first\n', 'x'.repeat(50), '\n'])).toBe('(a line of more than 10 bytes)');
  });

  test('is a suffix of complete lines for any chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })), fc.nat(40), (chunks, limit) => {
        const all = `\n${chunks.join('')}`;
        const kept = tailOf(limit, chunks);
        expect(kept.startsWith('(a line') || all.endsWith(`\n${kept}`)).toBe(true);
      }),
    );
  });
});
