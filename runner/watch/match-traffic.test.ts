import { describe, expect, test } from 'vitest';
import { approvalScenarios, behaviourScenarios } from '../../scenarios/suites.ts';
import { answered } from '../../scenarios/testing/fake-exchange.ts';
import { observationOf, postLine, putLine, tokenLine } from '../../scenarios/testing/fake-observation.ts';
import { plainItem, plainReceipt } from '../../scenarios/testing/fake-synthetic.ts';
import { goodObservation } from '../../scenarios/testing/good-observation.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { createTrafficMatcher } from './match-traffic.ts';

const twoItems = { ...plainReceipt, wasteItems: [plainItem, plainItem] };

/** Numbers requests as the journal does. */
function journal(...lines: Parameters<typeof observationOf>[0][number]['lines']): readonly Exchange[] {
  return observationOf([{ task: { action: 'submit', movement: plainReceipt }, outcomes: null, lines }]).exchanges;
}

function watched(exchanges: readonly Exchange[], scenarios = [...approvalScenarios, ...behaviourScenarios]) {
  const watch = createTrafficMatcher(scenarios);
  const matches = exchanges.map((exchange) =>
    watch.onExchange(exchange).map(({ result, attempt }) => [result.id, result.verdict, attempt]),
  );
  return { watch, matches };
}

describe('a watch', () => {
  test('matches a receipt to every scenario whose preconditions it meets, and nothing else', () => {
    const { matches } = watched(journal(tokenLine(0), postLine(20, plainReceipt, 201), postLine(60, twoItems, 201)));
    expect(matches).toEqual([
      [],
      [
        ['R01', 'pass', 1],
        ['R03', 'pass', 1],
      ],
      [
        ['R02', 'pass', 1],
        ['R03', 'pass', 2],
      ],
    ]);
  });

  test('evaluates a corrected receipt as corrected', () => {
    const id = '26AAAAAA';
    const { matches } = watched(journal(postLine(20, plainReceipt, 201, {}, id), putLine(60, id, twoItems, 200)));
    expect(matches[1]).toEqual([
      ['R02', 'pass', 1],
      ['R03', 'pass', 2],
    ]);
  });

  test('ignores a refused correction, and one of an unknown receipt', () => {
    const { matches } = watched(
      journal(
        postLine(20, plainReceipt, 201),
        putLine(60, '26AAAAAA', twoItems, 400),
        putLine(90, '26XXXXXX', twoItems, 200),
      ),
    );
    expect(matches.slice(1)).toEqual([[], []]);
  });

  test('counts a receipt that is refused as one scenario expects for that scenario only', () => {
    const { registrationNumber: _, ...carrier } = plainReceipt.carrier;
    const c01 = { ...plainReceipt, carrier };
    const errors = [{ key: 'carrier.reasonForNoRegistrationNumber', errorType: 'NotProvided', message: 'is required' }];
    const refused = postLine(60, c01, 400, { response: answered(400, { validation: { errors } }) });
    const { watch, matches } = watched(journal(postLine(20, plainReceipt, 201), refused));
    expect(matches[1]).toEqual([['C01', 'pass', 1]]);
    expect(watch.results().find(({ id }) => id === 'R01')).toMatchObject({ verdict: 'pass', history: [] });
  });

  test('counts the newest attempt, and keeps the earlier ones', () => {
    const { watch } = watched(journal(postLine(20, plainReceipt, 500), postLine(60, plainReceipt, 201)));
    const r01 = watch.results().find(({ id }) => id === 'R01');
    expect(r01?.verdict).toBe('pass');
    expect(r01?.history).toEqual([{ exchange: 1, at: expect.any(String), verdict: 'fail' }]);
    expect(watch.results().find(({ id }) => id === 'R05')).toMatchObject({ verdict: 'not-exercised', history: [] });
  });

  test('keeps a scenario met if a later receipt that also fits it is refused', () => {
    const errors = [{ key: 'receiver.siteName', errorType: 'NotProvided', message: 'is required' }];
    const refused = postLine(60, plainReceipt, 400, { response: answered(400, { validation: { errors } }) });
    const watch = createTrafficMatcher(approvalScenarios);
    const matches = journal(postLine(20, plainReceipt, 201), refused, postLine(90, plainReceipt, 503)).map((exchange) =>
      watch.onExchange(exchange).map(({ result, counts }) => [result.id, result.verdict, counts]),
    );
    expect(matches).toEqual([
      [
        ['R01', 'pass', true],
        ['R03', 'pass', true],
      ],
      [
        ['R01', 'fail', false],
        ['R03', 'fail', false],
      ],
      [
        ['R01', 'fail', false],
        ['R03', 'fail', false],
      ],
    ]);
    const r01 = watch.results().find(({ id }) => id === 'R01');
    expect(r01).toMatchObject({ verdict: 'pass', findings: [], exchanges: [1], wasteTrackingIds: ['26AAAAAA'] });
    expect(r01?.history.map(({ exchange, verdict }) => [exchange, verdict])).toEqual([
      [2, 'fail'],
      [3, 'fail'],
    ]);
  });

  test('takes requests without a client for nobody’s evidence and no reason', () => {
    const nobody = { clientId: null };
    const strangers = [
      tokenLine(1000, 400, { ...nobody, response: answered(400, { error: 'invalid_client' }) }),
      postLine(1020, plainReceipt, 401, { ...nobody, response: answered(401, { message: 'Missing authentication' }) }),
      postLine(1040, twoItems, 401, { ...nobody, response: answered(401, { message: 'Invalid token signature' }) }),
    ];
    const own = [tokenLine(0), postLine(20, plainReceipt, 201)];
    const judged = (...lines: typeof own) =>
      watched(journal(...lines))
        .watch.results()
        .filter(({ id }) => !id.startsWith('W'));
    expect(judged(...own, ...strangers)).toEqual(judged(...own));
    expect(judged(...strangers)).toEqual(judged());
    expect(watched(journal(...strangers)).matches).toEqual([[], [], []]);
  });

  test('reports behaviour once, and again only if it changes', () => {
    const scenes = goodObservation['L01']?.() ?? [];
    const { watch } = watched(observationOf(scenes).exchanges);
    const told = () => watch.behaviour().map(({ result }) => `${result.id} ${result.verdict}`);
    expect(told()).toContain('L01 pass');
    expect(told()).toEqual([]);
    watch.onExchange({ ...observationOf(scenes).exchanges.at(-1), seq: 99, operationId: 'issueToken' } as Exchange);
    expect(told()).not.toContain('L01 pass');
  });

  test.each([
    [
      'U01',
      [postLine(20, plainReceipt, 201), putLine(60, '19ZZZZZZ', twoItems, 404), putLine(90, '26AAAAAA', twoItems, 200)],
    ],
    ['U01', [postLine(20, plainReceipt, 201), putLine(60, '26OLDER1', twoItems, 200)]],
    ['U02', [postLine(20, plainReceipt, 201), putLine(60, '19ZZZZZZ', twoItems, 404), postLine(90, twoItems, 201)]],
  ])('ignores requests that a person sends in between: %s', (id, lines) => {
    const { watch } = watched(journal(...lines));
    expect(watch.results().find((result) => result.id === id)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  test('distinguishes a token from before the endpoint was down from one after', () => {
    const verdictOf = (...lines: Parameters<typeof journal>) =>
      watched(journal(...lines))
        .watch.results()
        .find(({ id }) => id === 'A05')?.verdict;
    const down = [tokenLine(0), tokenLine(500, 503), tokenLine(1500, 503)];
    expect(verdictOf(...down)).toBe('not-exercised');
    expect(verdictOf(...down, tokenLine(4000))).toBe('pass');
  });

  test('keeps all exchanges for the report', () => {
    const exchanges = journal(tokenLine(0), postLine(20, plainReceipt, 201));
    expect(watched(exchanges).watch.exchanges()).toEqual(exchanges);
  });
});
