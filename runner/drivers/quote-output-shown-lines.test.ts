import { expect, test } from 'vitest';
import { firstLines, lastLine, lastLines } from './quote-output.ts';

const many = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');

test('the last line that is not blank counts', () => {
  expect(lastLine('sending\n{"a":1}\n\n  \n')).toBe('{"a":1}');
  expect(lastLine('10 %\r100 %\r  done\r\n')).toBe('done');
  expect(lastLine('\uFEFFdone')).toBe('done');
  expect(lastLine(' \n\r\n')).toBeUndefined();
});

test('at most fifteen lines are shown: the last of output, the first of an error', () => {
  const shown = (text: string) => text.split('\n').slice(1);
  expect(shown(lastLines(many, (text) => text))).toEqual(
    many
      .split('\n')
      .slice(5)
      .map((line) => `  ${line}`),
  );
  expect(shown(firstLines(many, (text) => text))).toEqual(
    many
      .split('\n')
      .slice(0, 15)
      .map((line) => `  ${line}`),
  );
});

test('shown output is masked, without colours or control characters', () => {
  const text = '\u001b[31ma-secret\u001b[0m\n\u0007bell';
  expect(lastLines(text, (line) => line.replace('a-secret', '***'))).toBe('\n  ***\n  \\u{7}bell');
});

test('nothing is shown for empty output', () => {
  expect(lastLines('', (text) => text)).toBe('');
});
