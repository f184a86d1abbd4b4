import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../spec/json.ts';
import { usualThresholds as thresholds } from '../../../spec/types/verdict.ts';
import { answered, exchange } from '../../testing/fake-exchange.ts';
import {
  accepted,
  observationOf,
  postLine,
  type RequestLine,
  receipts,
  tokenLine,
} from '../../testing/fake-observation.ts';
import { plainReceipt } from '../../testing/fake-synthetic.ts';
import {
  noReceiptGoesWithoutAToken,
  theTokenIsRenewedOnce,
  theTokenIsRequestedAsTheGuidesSay,
  theTokenIsReused,
  theTokenIsSentAsBearer,
} from './tokens.ts';

const all = receipts(20);
const minutes = (count: number) => count * 60_000;
const receiptAt = (ms: number, index = 0, status = 201) => postLine(ms, all[index] ?? plainReceipt, status);
const listAt = (ms: number) => {
  const { seq: _, ...line } = exchange({ ...tokenLine(ms), operationId: 'listEwcCodes' });
  return line;
};

/** Returns the findings on requests without a task, in order of arrival. */
function watched(...lines: RequestLine[]) {
  const exchanges = lines
    .toSorted((a, b) => a.monotonicMs - b.monotonicMs)
    .map((line, index) => ({ seq: index + 1, ...line }));
  return theTokenIsReused.check({ exchanges, tasks: [], thresholds });
}

/** Returns the findings on a task with twenty receipts. */
function asked(...lines: RequestLine[]) {
  return theTokenIsReused.check(
    observationOf([{ task: { action: 'submit-all', movements: all }, outcomes: null, lines }]),
  );
}

const twenty = (from = 20, every = 20) => all.map((_, index) => receiptAt(from + index * every, index));

describe('a product may', () => {
  it.each([0.1, 0.25, 0.5, 0.8, 0.95])('renew its token at %d of its life', (share) => {
    const renewals = [0, 1, 2, 3].map((count) => tokenLine(count * minutes(60) * share));
    const few = [1, 2, 3, 4, 5].map((count) => receiptAt(count * minutes(30) + 1, count));
    expect(watched(...renewals, ...few)).toEqual([]);
  });

  it('have two workers that each renew their token', () => {
    const tokens = [0, 100, minutes(48), minutes(48) + 100, minutes(96), minutes(96) + 100].map((ms) => tokenLine(ms));
    expect(watched(...tokens, ...[1, 2, 3, 4, 5].map((count) => receiptAt(minutes(count * 20), count)))).toEqual([]);
  });

  it('start again once while it is watched', () => {
    const five = [1, 2, 3, 4, 5].map((count) => receiptAt(minutes(count), count));
    expect(watched(tokenLine(0), tokenLine(minutes(2) + 500), ...five)).toEqual([]);
  });

  it('have a token for each of its workers', () => {
    expect(asked(tokenLine(0), tokenLine(5), ...twenty())).toEqual([]);
    // Eight at the same time show that there are eight.
    const slow = { durationMs: 100 };
    const workers = Array.from({ length: 8 }, () => tokenLine(0, 200, slow));
    expect(asked(...workers, ...twenty(200))).toEqual([]);
  });

  it('have two workers, however few receipts it sends', () => {
    expect(asked(tokenLine(0), receiptAt(20), tokenLine(40), receiptAt(60, 1))).toEqual([]);
  });

  it('read a list with each new token', () => {
    expect(asked(tokenLine(0), listAt(15), ...twenty(40))).toEqual([]);
  });

  it('get a new token for each that was refused', () => {
    const refused = [0, 1, 2, 3, 4, 5].flatMap((count) => [
      receiptAt(1000 + count * 100, count, 401),
      tokenLine(1020 + count * 100),
      receiptAt(1040 + count * 100, count),
    ]);
    expect(asked(tokenLine(0), ...refused)).toEqual([]);
  });
});

describe('a product may not', () => {
  it('get a token for every receipt, one after the other', () => {
    expect(asked(...twenty(20, 40).flatMap((line, index) => [tokenLine(index * 40), line]))).toMatchObject([
      { found: '20 tokens for 20 receipts', expected: 'at most 5 tokens until one expires' },
    ]);
  });

  it('get a token for every receipt, and read a list with it', () => {
    const lines = twenty(30, 40).flatMap((line, index) => [tokenLine(index * 40), listAt(index * 40 + 15), line]);
    expect(asked(...lines)).toHaveLength(1);
  });

  it('get a token for every second receipt', () => {
    const lines = twenty(20, 40).flatMap((line, index) => (index % 2 === 0 ? [tokenLine(index * 40), line] : [line]));
    expect(asked(...lines)).toHaveLength(1);
  });

  it('get a token for each of twenty receipts that start together', () => {
    const slow = { durationMs: 100 };
    expect(asked(...all.map(() => tokenLine(0, 200, slow)), ...twenty(200))).toHaveLength(1);
  });

  it('get a token for every receipt that a person enters', () => {
    const lines = [0, 1, 2, 3, 4, 5].flatMap((count) => [
      tokenLine(minutes(count)),
      receiptAt(minutes(count) + 20, count),
    ]);
    expect(watched(...lines)).toHaveLength(1);
  });
});

describe('after a 401', () => {
  const renewal = (...lines: RequestLine[]) =>
    theTokenIsRenewedOnce.check(
      observationOf([{ task: { action: 'submit-all', movements: all }, outcomes: [accepted], lines }]),
    );

  it.each<[string, RequestLine[]]>([
    ['a receipt goes again with a new token', [receiptAt(0, 0, 401), tokenLine(20), receiptAt(40)]],
    [
      'a receipt goes again with the token that another one got',
      [receiptAt(0, 1, 401), tokenLine(12), receiptAt(5, 0, 401), receiptAt(40), receiptAt(40, 1)],
    ],
    [
      'a receipt goes again with a new token, which is refused in its turn',
      [receiptAt(0, 0, 401), tokenLine(20), receiptAt(40, 0, 401), tokenLine(60), receiptAt(80)],
    ],
    [
      'a receipt goes again with a token that arrived with the refused request',
      [tokenLine(0), receiptAt(10, 0, 401), receiptAt(40, 0, 401)],
    ],
    [
      'a receipt goes again together with the request for a token',
      [receiptAt(0, 0, 401), tokenLine(40), receiptAt(40, 0, 401)],
    ],
    [
      'a receipt goes no further once the new token is refused, too',
      [receiptAt(0, 0, 401), tokenLine(20), receiptAt(40, 0, 401)],
    ],
  ])('%s: right', (_, lines) => {
    expect(renewal(...lines)).toEqual([]);
  });

  it.each<[string, RequestLine[], RegExp]>([
    [
      'with the refused token',
      [receiptAt(0, 0, 401), receiptAt(20, 0, 401), tokenLine(40), receiptAt(60)],
      /2 times \(exchanges 1, 2\): .* had refused/,
    ],
    [
      'with the refused token, since there was no other',
      [receiptAt(0, 0, 401), tokenLine(20, 503), receiptAt(40, 0, 401), tokenLine(60), receiptAt(80)],
      /\(exchanges 1, 3\): .* had refused/,
    ],
    ['no more', [receiptAt(0, 0, 401)], /did not request a new token/],
    ['no more, with the token that was refused', [tokenLine(0), receiptAt(20, 0, 401)], /did not request a new token/],
    ['no more, with a new token', [receiptAt(0, 0, 401), tokenLine(20)], /although the product got a new token/],
    [
      'again and again',
      [0, 1, 2, 3].flatMap((count) => [receiptAt(count * 40, 0, 401), tokenLine(count * 40 + 20)]),
      /although a new token was refused/,
    ],
  ])('a receipt goes %s: wrong', (_, lines, text) => {
    expect(renewal(...lines)).toMatchObject([{ text: expect.stringMatching(text) }]);
  });
});

describe('a token that is renewed', () => {
  const hour = minutes(60);
  const receiptsLater = [receiptAt(minutes(29)), receiptAt(minutes(29) + 50, 1)];
  // The tokens need 10 ms to be answered, and the first one lives from then on.
  const renewedAfter = (ms: number, count = 3) =>
    watched(...[0, ms + 10, ms + 10].slice(0, count).map((at) => tokenLine(at)), ...receiptsLater);

  it('at a twelfth of its life is right, and earlier is one too many', () => {
    expect(renewedAfter(hour / 12)).toEqual([]);
    expect(renewedAfter(hour / 12 - 1)).toMatchObject([{ found: '3 tokens for 2 receipts' }]);
    expect(renewedAfter(hour / 12 - 1, 2)).toEqual([]);
  });

  it('lives for as long as its response says, or for an hour', () => {
    const living = (seconds: JsonValue) => (ms: number) =>
      tokenLine(ms, 200, { response: answered(200, { token_type: 'Bearer', expires_in: seconds }) });
    const renewed = (seconds: JsonValue) =>
      watched(...[0, 6010, 6010].map((ms) => living(seconds)(ms)), ...receiptsLater);
    expect(renewed(72)).toEqual([]);
    expect(renewed(73)).toHaveLength(1);
    for (const strange of ['72', 0, -72, null]) expect(renewed(strange)).toHaveLength(1);
  });

  it('counts only if it was given, and its answer arrived', () => {
    const failures = [tokenLine(100, 503), tokenLine(200, 503), tokenLine(300, 200, { fault: 'truncated' })];
    expect(watched(tokenLine(0), tokenLine(50), ...failures, ...receiptsLater)).toEqual([]);
    expect(watched(tokenLine(0), tokenLine(50), tokenLine(100), ...receiptsLater)).toHaveLength(1);
  });

  it('after a refusal replaces the token that was refused, not one that was never held', () => {
    const refused = receiptAt(100, 0, 401);
    const bare = { ...refused, request: { ...refused.request, headers: {} } };
    expect(watched(tokenLine(0), tokenLine(50), refused, tokenLine(150), ...receiptsLater)).toEqual([]);
    expect(watched(tokenLine(0), tokenLine(50), bare, tokenLine(150), ...receiptsLater)).toHaveLength(1);
    expect(watched(refused, tokenLine(150), tokenLine(200), tokenLine(250), ...receiptsLater)).toHaveLength(1);
    const failedRequest = tokenLine(100, 401, { request: refused.request });
    expect(watched(tokenLine(0), tokenLine(50), failedRequest, tokenLine(150), ...receiptsLater)).toHaveLength(1);
  });

  it('replaces one token, which is not held any more', () => {
    const more = [10, 20, 30].map((ms) => tokenLine(minutes(10) + ms));
    const refused = receiptAt(minutes(10), 0, 401);
    expect(watched(tokenLine(0), refused, ...more, ...receiptsLater)).toHaveLength(1);
    expect(watched(tokenLine(0), refused, ...more.slice(1), ...receiptsLater)).toEqual([]);
    expect(watched(tokenLine(0), ...more, ...receiptsLater)).toHaveLength(1);
    expect(watched(tokenLine(0), ...more.slice(1), ...receiptsLater)).toEqual([]);
  });

  it('is not held any more once it was refused, however old it becomes', () => {
    const tokens = [minutes(4) + 20, minutes(6), minutes(6) + 20].map((ms) => tokenLine(ms));
    expect(watched(tokenLine(0), receiptAt(minutes(4), 0, 401), ...tokens, ...receiptsLater)).toHaveLength(1);
    expect(watched(tokenLine(0), receiptAt(minutes(4), 0, 401), ...tokens.slice(1), ...receiptsLater)).toEqual([]);
  });

  it('is none where a list was read', () => {
    expect(watched(tokenLine(0), ...[100, 200, 300].map(listAt), ...receiptsLater)).toEqual([]);
  });

  it('serves four receipts of a task, or two that a person enters', () => {
    const some = (count: number) => twenty(1000, 40).slice(0, count);
    const tokens = (count: number) => Array.from({ length: count }, (_, index) => tokenLine(index * 20));
    expect(asked(...tokens(3), ...some(9))).toEqual([]);
    expect(asked(...tokens(3), ...some(8))).toMatchObject([{ expected: 'at most 2 tokens until one expires' }]);
    expect(watched(...tokens(3), ...some(5))).toEqual([]);
    expect(watched(...tokens(3), ...some(4))).toHaveLength(1);
    // One that was refused was not served.
    const refused = receiptAt(5000, 9, 401);
    const bare = { ...refused, request: { ...refused.request, headers: {} } };
    expect(asked(...tokens(3), ...some(8), bare)).toHaveLength(1);
  });

  it('may belong to a worker, of which there are as many as requests at the same time', () => {
    const tokens = (count: number) => Array.from({ length: count }, (_, index) => tokenLine(index * 20));
    const eight = [0, 0, 0, 100, 100, 100, 300, 400].map((ms, index) => ({
      ...receiptAt(1000 + ms, index),
      durationMs: 100,
    }));
    expect(asked(...tokens(3), ...eight)).toEqual([]);
    expect(asked(...tokens(4), ...eight)).toMatchObject([{ expected: 'at most 3 tokens until one expires' }]);
    // The journal may have them in another order than they arrived in.
    expect(asked(...tokens(3), ...twenty(1000, 40).slice(0, 8).toReversed())).toHaveLength(1);
  });

  it('is one too many in each task by itself', () => {
    const one = { task: { action: 'submit' as const, movement: plainReceipt }, outcomes: null };
    const steps = [0, 1, 2].map((index) => ({ ...one, lines: [tokenLine(index * 100), receiptAt(index * 100 + 20)] }));
    expect(theTokenIsReused.check(observationOf(steps))).toEqual([]);
  });
});

describe('a request for a token', () => {
  const request = (change: Partial<RequestLine['request']>) => {
    const line = tokenLine(0);
    const { exchanges } = observationOf([
      {
        task: { action: 'submit', movement: plainReceipt },
        outcomes: null,
        lines: [{ ...line, request: { ...line.request, ...change } }],
      },
    ]);
    const findings = theTokenIsRequestedAsTheGuidesSay.check({ exchanges, tasks: [], thresholds }) ?? [];
    return findings.map(({ text }) => text);
  };
  const form = 'application/x-www-form-urlencoded';
  const body = (text: string) => ({ body: { text } });
  const grant = 'grant_type=client_credentials';

  it.each<[string, Partial<RequestLine['request']>]>([
    ['the header', {}],
    [
      'the form',
      { headers: { 'content-type': `${form}; charset=utf-8` }, ...body(`${grant}&client_id=a&client_secret=b`) },
    ],
    ['a header in small letters', { headers: { 'content-type': form.toUpperCase(), authorization: 'basic ***' } }],
  ])('may have its credentials in %s', (_, change) => {
    expect(request(change)).toEqual([]);
  });

  it.each<[Partial<RequestLine['request']>, RegExp[]]>([
    [{ headers: { authorization: 'Basic ***' } }, [/exchange 1 is not a form/]],
    [{ body: { json: { grant_type: 'client_credentials' } } }, [/is not a form/, /does not say grant_type/]],
    [body('grant_type=password'), [/does not say grant_type/]],
    [{ headers: { 'content-type': form } }, [/has no credentials/]],
    [{ headers: { 'content-type': form }, ...body(`${grant}&client_id=a`) }, [/has no credentials/]],
    [{ headers: { 'content-type': form, authorization: 'Bearer ***' } }, [/has no credentials/]],
    [{ headers: { 'content-type': form, authorization: 'Not basic' } }, [/has no credentials/]],
    [{ body: null }, [/does not say grant_type/]],
    [{ url: '/oauth2/token?a=b' }, [/has a query in its URL/]],
  ])('is wrong (%#)', (change, texts) => {
    expect(request(change)).toEqual(texts.map((text) => expect.stringMatching(text)));
  });
});

describe('a request without a token', () => {
  const bare = (ms: number, headers: Record<string, string> = {}) => {
    const line = receiptAt(ms, 0, 401);
    return { ...line, request: { ...line.request, headers } };
  };
  const task = { action: 'submit-all' as const, movements: all };
  const observed = (...lines: RequestLine[]) => observationOf([{ task, outcomes: null, lines }]);

  it('is found, the first of several named', () => {
    const sent = observed(tokenLine(0), receiptAt(20), bare(40), bare(60, { authorization: 'Basic ***' }));
    expect(theTokenIsSentAsBearer.check(sent)).toMatchObject([
      {
        text: '2 requests came without a bearer token, the first in exchange 3: POST was answered 401 (no).',
        field: 'authorization',
        found: 'no such header',
      },
    ]);
    expect(theTokenIsSentAsBearer.check(observed(bare(0, { authorization: 'Bearer' })))).toMatchObject([
      { text: expect.stringMatching(/^1 request came/), found: 'Bearer' },
    ]);
    expect(theTokenIsSentAsBearer.check(observed(bare(0, { authorization: 'Not bearer x' })))).toHaveLength(1);
    expect(theTokenIsSentAsBearer.check(observed(tokenLine(0), receiptAt(20)))).toEqual([]);
  });

  it('is one with something else for a token, before any was issued', () => {
    expect(noReceiptGoesWithoutAToken.check(observed(tokenLine(0), receiptAt(20)))).toEqual([]);
    for (const lines of [[receiptAt(0, 0, 401)], [tokenLine(0, 503), receiptAt(20, 0, 401), tokenLine(40)]]) {
      expect(noReceiptGoesWithoutAToken.check(observed(...lines))).toMatchObject([
        { text: expect.stringMatching(/^1 request came before any token had been issued/), found: '1 request' },
      ]);
    }
    expect(noReceiptGoesWithoutAToken.check(observed(bare(0), tokenLine(20)))).toHaveLength(1);
    // A person may have got the token before the recording.
    const exchanges = [{ seq: 1, ...receiptAt(0) }];
    expect(noReceiptGoesWithoutAToken.check({ exchanges, tasks: [], thresholds })).toEqual([]);
  });
});
