import { expect, test } from 'vitest';
import { boardLine } from './mock-options.ts';

test.each<[string, boolean, boolean, string]>([
  ['http://127.0.0.1:3001', true, false, 'http://127.0.0.1:3001/_rehearsal/   (open it in a browser)'],
  ['http://127.0.0.1:3001', true, true, 'http://127.0.0.1:3001/_rehearsal/   (open it in a browser; it asks for'],
  ['http://0.0.0.0:3001', false, true, 'http://127.0.0.1:3001/_rehearsal/   (open it in a browser; it asks for'],
  ['http://[::]:3001', false, true, 'http://[::1]:3001/_rehearsal/   (open it in a browser; it asks for'],
  ['http://192.0.2.7:3001', false, true, 'http://192.0.2.7:3001/_rehearsal/   (open it in a browser; it asks for'],
  ['http://192.0.2.7:3001', false, false, 'set REHEARSAL_CONTROL_TOKEN'],
  ['http://0.0.0.0:3001', false, false, 'set REHEARSAL_CONTROL_TOKEN'],
])('at %s (loopback: %s, control token: %s) the line on the board has a URL that a browser can open', (...given) => {
  const [url, isLoopback, hasToken, said] = given;
  expect(boardLine(url, isLoopback, hasToken)).toContain(said);
});
