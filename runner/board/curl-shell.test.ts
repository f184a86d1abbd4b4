import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { payloads } from '../../reports/testing/hostile-rehearsal.ts';
import { forPrintf, isPlain, quoted, quotedWithVariables } from './curl.ts';

/** Returns the output of a script in a POSIX shell. */
function said(script: string, env: Record<string, string> = {}): string {
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' });
}

const hostile = [
  '$(touch hit)',
  '`id`',
  "'; exit 1; '",
  '"$HOME"',
  '\\',
  "\\'",
  '!!',
  '~',
  '*',
  'a\nb',
  ...Object.values(payloads),
];

test('a quoted argument arrives as it is, and nothing of it is run', () => {
  const texts = [
    ...hostile.map((text) => text.replaceAll('\0', '').toWellFormed()),
    ...fc.sample(fc.string({ unit: 'grapheme' }), 40),
  ];
  const plain = texts.map((text) => text.replaceAll('\0', ''));
  const script = plain.map((text) => `printf '%s\\036' ${quoted(text)}`).join('\n');
  expect(said(script).split('\x1e').slice(0, -1)).toEqual(plain);
});

test('what a variable stands for is filled in, and nothing else is expanded', () => {
  const text = quotedWithVariables("Bearer *** and $HOME, '***'", /\*{3}/g, () => 'TOKEN');
  expect(said(`printf %s ${text}`, { TOKEN: 'a $x b' })).toBe("Bearer a $x b and $HOME, 'a $x b'");
  expect(quotedWithVariables('nothing', /\*{3}/g, () => 'TOKEN')).toBe("'nothing'");
  expect(quotedWithVariables('', /x/g, () => 'TOKEN')).toBe("''");
});

test('text that a terminal would obey is written by printf, byte for byte, in characters that it would not', () => {
  for (const text of hostile.map((each) => each.toWellFormed())) {
    const script = forPrintf(text);
    expect(isPlain(script)).toBe(true);
    expect(said(`printf '%b' ${quoted(script)}`)).toBe(text);
  }
});

test('a tab, an escape and a bidirectional mark are not plain; line breaks are', () => {
  expect(['a\tb', 'a\x1bb', 'a\u202eb', 'a\ud800b', 'a\x9bb'].map(isPlain)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(isPlain('Ärger\nmit “Zitat”')).toBe(true);
});
