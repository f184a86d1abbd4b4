import { expect, it } from 'vitest';
import { evaluateBehaviour } from '../behaviour/evaluate.ts';
import { accepted, observationOf } from '../testing/fake-observation.ts';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import { evaluated, receiptSent, tokenAsked, withHeaders } from '../testing/traffic-check-case.ts';
import { w06 } from './w06-no-manual-requests.ts';

const judge = (userAgent: string) => evaluated(w06, [withHeaders({ 'user-agent': userAgent })(receiptSent(2))]);

it.each([
  ['curl/8.5.0', 'curl'],
  ['Wget/1.21.4', 'Wget'],
  ['HTTPie/3.2.2', 'HTTPie'],
  ['PostmanRuntime/7.43.0', 'Postman'],
  ['insomnia/11.0.0', 'Insomnia'],
  ['bruno-runtime/2.3.0', 'Bruno'],
  ['Thunder Client (https://www.thunderclient.com)', 'Thunder Client'],
  ['vscode-restclient', 'REST Client'],
  ['Mozilla/5.0 (Windows NT; Windows NT 10.0; en-GB) WindowsPowerShell/5.1.19041.4522', 'PowerShell'],
  ['Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.22631; en-GB) PowerShell/7.4.3', 'PowerShell'],
])('%s is %s, which is not evidence', (userAgent, tool) => {
  const { verdict, findings } = judge(userAgent);
  expect([verdict, findings]).toEqual([
    'fail',
    [
      {
        text: `Sent with ${tool}, in exchange 2: this is not evidence of what the product does.`,
        field: 'user-agent',
        expected: 'the product’s own user agent',
        found: tool,
      },
    ],
  ]);
});

it.each([
  '',
  'node',
  'python-urllib3/2.2',
  'GuzzleHttp/7 curl/8.5.0',
  'PycURL/7.45.3 libcurl/8.5.0',
  'PostalWeighbridge/2.1',
  'InsomniacSkips/1.0',
  'Brunoware/3',
])('“%s” may be a product', (userAgent) => {
  expect(judge(userAgent).verdict).toBe('pass');
});

it('fails although the product sent requests too, and counts those made by hand', () => {
  const byHand = withHeaders({ 'user-agent': 'curl/8.5.0' });
  const { verdict, findings } = evaluated(w06, [
    tokenAsked,
    byHand(receiptSent(2)),
    receiptSent(3),
    byHand(receiptSent(4)),
  ]);
  expect([verdict, findings.map(({ text }) => text)]).toEqual([
    'fail',
    ['Sent with curl, in 2 requests, the first in exchange 2: this is not evidence of what the product does.'],
  ]);
});

it.each(['curl/8.5.0', 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-GB) WindowsPowerShell/5.1.19041.4522'])(
  'a driven product that is built on %s passes, with a note that names the fix',
  (userAgent) => {
    const { seq: _, ...line } = withHeaders({ 'user-agent': userAgent })(receiptSent(1));
    const step = { task: { action: 'submit', movement: plainReceipt } as const, outcomes: [accepted], lines: [line] };
    const { verdict, findings } = evaluateBehaviour(w06, {
      ...observationOf([step]),
      testedAt: null,
      durationMs: null,
    });
    expect(verdict).toBe('pass');
    expect(findings).toEqual([
      expect.objectContaining({
        level: 'note',
        text: expect.stringMatching(/in exchange 1\. Give the product a user agent of its own/),
      }),
    ]);
  },
);
