import { describe, expect, it } from 'vitest';
import { maskExchange } from '../../spec/masking/mask.ts';
import { cleanReceipt, evaluated, receiptSent } from '../testing/traffic-check-case.ts';
import { w05 } from './w05-no-credentials-in-a-url.ts';

const code = cleanReceipt.apiCode;
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const known = { secrets: ['a-client-secret'], apiCodes: [code] };
const sentTo = (url: string) => ({ ...receiptSent(2), request: { ...receiptSent(2).request, url } });
const found = (url: string) => evaluated(w05, [sentTo(url)]).findings.map((finding) => finding.found);

describe.each([
  ['as it was sent', (url: string) => evaluated(w05, [sentTo(url)])],
  [
    'as the mock records it',
    (url: string) => evaluated(w05, [maskExchange(sentTo(url), { secrets: [], apiCodes: [] })]),
  ],
  ['as a report has it', (url: string) => evaluated(w05, [maskExchange(sentTo(url), known)])],
])('a URL, %s, holds a credential', (_, judge) => {
  it.each([
    ['/oauth2/token?client_id=a&client_secret=a-client-secret', 'the parameter client_secret'],
    ['/oauth2/token?clientSecret=a-client-secret', 'the parameter clientSecret'],
    ['/movements/receive?access_token=opaque', 'the parameter access_token'],
    ['/movements/receive?authorization=opaque', 'the parameter authorization'],
    [`/movements/receive?x=${jwt}`, 'the parameter x'],
    [`/movements/${jwt}/receive`, 'the path'],
    ['/movements/receive?token=', undefined],
    ['/movements/receive?code=c0ffee4a8b15bb0c2a9d4e6f', 'the parameter code'],
    ['/reference-data/ewc-codes?code=170201', undefined],
    ['/reference-data/ewc-codes?code=17%2002%2001%2A', undefined],
    ['/reference-data/hazardous-property-codes?code=HP_POP', undefined],
    ['/reference-data/disposal-or-recovery-codes?Code=R13', undefined],
    ['/reference-data/ewc-codes?access_token=opaque', 'the parameter access_token'],
    [`/movements/receive?apiCode=${code}`, 'the parameter apiCode'],
    [`/movements/receive?api_code=${code}`, 'the parameter api_code'],
    ['/movements/receive?api-key=abc', 'the parameter api-key'],
    ['/movements/receive?apiCode=', undefined],
    [`/movements/receive?org=${code}`, 'the parameter org'],
    [`/organisations/${code}/movements`, 'the path'],
    ['/movements/receive', undefined],
    ['/movements/26BHUT6U/receive?trace=00000000-0000-4000-8000-000000000000', undefined],
    ['/oauth2/token?grant_type=client_credentials&client_id=rehearsal-client', undefined],
    ['/movements/receive?tokens=3&barcode=4', undefined],
    ['/movements/receive?%zz', undefined],
  ])('%s: %s', (url, place) => {
    const { findings, verdict } = judge(url);
    expect(findings.map((finding) => finding.found)).toEqual(place === undefined ? [] : [place]);
    expect(verdict).toBe(place === undefined ? 'pass' : 'fail');
  });
});

it('is never quoted', () => {
  const url = `/oauth2/token?client_secret=a-client-secret&x=${jwt}&apiCode=${code}`;
  const text = JSON.stringify(evaluated(w05, [sentTo(url)]).findings);
  for (const secret of ['a-client-secret', jwt, code]) expect(text).not.toContain(secret);
  expect(found(url)).toEqual(['the parameter client_secret', 'the parameter x', 'the parameter apiCode']);
});

it('is counted once per place', () => {
  const sent = Array.from({ length: 30 }, (_, index) => ({
    ...sentTo('/movements/receive?token=***'),
    seq: index + 7,
  }));
  expect(evaluated(w05, sent).findings.map(({ text }) => text)).toEqual([
    'A credential was in the URL of a request, in 30 requests, the first in exchange 7.',
  ]);
});

it('is recognised as an API code by its mask, if no body has the code', () => {
  const sent = { ...sentTo('/movements/receive?org=********-****-****-****-********1111'), operationId: null };
  const { findings } = evaluated(w05, [{ ...sent, request: { ...sent.request, body: null } }]);
  expect(findings.map(({ text, found }) => [text, found])).toEqual([
    ['An API code was in the URL of a request, in exchange 2.', 'the parameter org'],
  ]);
});
