import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { payloadNames, payloads } from '../../reports/testing/hostile-rehearsal.ts';
import { movement, receiveExchange, tokenExchange } from '../../reports/testing/sample-parts.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { asCurl } from './curl.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
// Stands in for curl: tells its arguments, and what it could read.
writeFileSync(folder.path('curl'), '#!/bin/sh\nprintf "%s\\036" "$@"\ncase "$*" in *@-*) cat;; esac\n');
chmodSync(folder.path('curl'), 0o700);

/** The arguments that curl would get, and its input behind them. */
function argumentsOf(command: string): string[] {
  const env = {
    PATH: `${folder.path()}:${process.env['PATH']}`,
    TOKEN: 'a-token',
    API_CODE: 'a-code',
    CLIENT_SECRET: 'a-secret',
  };
  return execFileSync('sh', ['-c', command], { env, encoding: 'utf8', cwd: folder.path() }).split('\x1e');
}

const stored = receiveExchange(1, 'rehearsal-client', movement, 201, { wasteTrackingId: '26A' });
const url = 'http://127.0.0.1:3001';

test('a receipt is sent again with the token and the API code as variables, and says so', () => {
  const { text, variables, left } = asCurl(stored, url);
  expect(variables.toSorted()).toEqual(['API_CODE', 'TOKEN']);
  expect(left).toEqual([]);
  expect(text).not.toContain('***');
  const [, , , method, verb, address, ...rest] = argumentsOf(text);
  expect([method, verb, address]).toEqual(['-X', 'POST', `${url}/movements/receive`]);
  expect(rest).toContain('authorization: Bearer a-token');
  expect(JSON.parse(rest.at(-2) ?? '')).toEqual({ ...movement, apiCode: 'a-code' });
});

test('a request for a token asks for the credentials that were masked', () => {
  const { text, variables } = asCurl(tokenExchange(1, 'rehearsal-client'), url);
  expect(variables.toSorted()).toEqual(['BASIC_CREDENTIALS', 'CLIENT_SECRET']);
  expect(argumentsOf(text)).toContain(
    'grant_type=client_credentials&client_id=rehearsal-client&client_secret=a-secret',
  );
});

test.each(payloadNames)('hostile text (%s) in every part is sent as it was, and nothing of it is run', (name) => {
  const bad = payloads[name];
  const request: Exchange['request'] = {
    method: bad.replaceAll('\0', ''),
    url: `/${bad.replaceAll('\0', '')}`.toWellFormed(),
    headers: { 'x-plain': "it's $(touch hit)", 'x-bad': bad },
    body: { text: bad },
  };
  const { text, left } = asCurl({ ...stored, request }, url);
  const got = argumentsOf(text);
  expect(got).toContain("x-plain: it's $(touch hit)");
  expect(got.at(-1) === '' ? got.at(-2) : got.at(-1)).toBe(bad.toWellFormed());
  expect(left.includes('x-bad')).toBe(!got.some((each) => each.startsWith('x-bad')));
  const json = asCurl({ ...stored, request: { ...stored.request, body: { json: { [bad]: bad } } } }, url);
  expect(JSON.parse(argumentsOf(json.text).at(-2) ?? '')).toEqual({ [bad]: bad });
});

test('a body that begins as the name of a file is sent as text, and an empty header stays', () => {
  const request = { ...stored.request, headers: { 'x-empty': '' }, body: { text: '@/etc/hostname' } };
  const got = argumentsOf(asCurl({ ...stored, request }, url).text);
  expect(got).toEqual(expect.arrayContaining(['--data-raw', '@/etc/hostname', 'x-empty;']));
});
