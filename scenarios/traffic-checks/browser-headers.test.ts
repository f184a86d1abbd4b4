import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch as undiciFetch } from 'undici';
import { describe, expect, it } from 'vitest';
import { exchange } from '../testing/fake-exchange.ts';
import { evaluated, receiptSent, tokenAsked, withHeaders } from '../testing/traffic-check-case.ts';
import { w01 } from './w01-no-call-from-a-browser.ts';

const findings = (headers: Record<string, string>) => evaluated(w01, [withHeaders(headers)(receiptSent(2))]).findings;

describe('a request from a server is not a call from a browser', () => {
  it('when it is made by fetch in Node or undici, with or without its own user agent', async () => {
    const seen: Record<string, string>[] = [];
    const server = createServer((request, response) => {
      seen.push(JSON.parse(JSON.stringify(request.headers)));
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await fetch(url, { method: 'POST', body: '{}' });
    await fetch(url, { method: 'POST', body: '{}', headers: { 'user-agent': 'InventedWeighbridge/1.0' } });
    await undiciFetch(url, { method: 'POST', body: '{}' });
    server.close();
    server.closeAllConnections();
    expect(seen.map((headers) => headers['sec-fetch-mode'])).toEqual(['cors', 'cors', 'cors']);
    expect(seen.flatMap(findings)).toEqual([]);
  });

  it.each([
    '',
    'python-requests/2.32.3',
    'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)',
    'Mozilla/4.0 (compatible; Win32; WinHttp.WinHttpRequest.5)',
    'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-GB) WindowsPowerShell/5.1.19041.4522',
    'Java-http-client/21.0.4',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; .NET4.0C; .NET4.0E)',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; ms-office; MSOffice 16)',
    'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; WOW64; Trident/6.0)',
    'Mozilla/4.0 (compatible; Win32; WinHttp.WinHttpRequest.5.1)',
    'Mozilla/5.0 (Windows NT 10.0; Trident/7.0; ms-office; rv:11.0) like Gecko',
    'Mozilla/5.0 (Windows NT 10.0; Trident/7.0; MSOffice 16; rv:11.0) like Gecko',
    'Mozilla/5.0 (Windows NT 10.0; Trident/7.0; Microsoft Office Excel 16.0; rv:11.0) like Gecko',
    'okhttp/4.12.0',
    'InventedWeighbridge/4.2 (like Mozilla/5.0 AppleWebKit/537.36)',
  ])('when its user agent is “%s”', (userAgent) => {
    expect(findings({ 'user-agent': userAgent })).toEqual([]);
  });

  it('when a header that only a browser fills is empty', () => {
    expect(findings({ origin: '' })).toEqual([]);
  });

  it.each(['x-origin', 'origin-site', 'x-sec-fetch-site', 'x-sec-ch-ua'])(
    'when it has a header %s of its own',
    (name) => {
      expect(findings({ [name]: 'invented' })).toEqual([]);
    },
  );
});

describe('a call from a browser', () => {
  it.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko',
  ])('is seen by the user agent “%s”', (userAgent) => {
    expect(findings({ 'user-agent': userAgent })).toEqual([
      expect.objectContaining({ field: 'user-agent', found: expect.stringContaining('Mozilla/5.0') }),
    ]);
  });

  it('is seen by another sign, whatever the user agent is', () => {
    const ofExcel = 'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; .NET4.0C; .NET4.0E)';
    const { verdict } = evaluated(w01, [
      withHeaders({ 'user-agent': ofExcel, origin: 'https://weighbridge.example.com' })(receiptSent(2)),
    ]);
    expect(verdict).toBe('fail');
  });

  it('is seen in a request for a reference list too', () => {
    const request = { method: 'GET', url: '/reference-data/ewc-codes', headers: { origin: 'null' }, body: null };
    expect(evaluated(w01, [exchange({ operationId: 'listEwcCodes', request })]).verdict).toBe('fail');
  });

  it('is seen by a preflight, of which the method and the path are shown', () => {
    const request = { method: 'OPTIONS', url: '/movements/receive?token=***', headers: {}, body: null };
    const { findings } = evaluated(w01, [exchange({ operationId: null, request })]);
    expect(findings.map(({ found }) => found)).toEqual(['OPTIONS /movements/receive']);
  });

  it('has one finding for each kind of sign, for any number of requests', () => {
    const fromPage = withHeaders({
      origin: 'https://weighbridge.example.com',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'empty',
      'sec-ch-ua': '"Chromium";v="140"',
      'sec-ch-ua-platform': '"Linux"',
    });
    const sent = Array.from({ length: 40 }, (_, index) => fromPage(receiptSent(index + 2)));
    const { findings } = evaluated(w01, [fromPage(tokenAsked), ...sent]);
    expect(findings.map(({ field }) => field)).toEqual(['origin', 'sec-fetch-site', 'sec-ch-ua']);
    for (const { text } of findings) expect(text).toContain('in 41 requests, the first in exchange 1.');
  });
});
