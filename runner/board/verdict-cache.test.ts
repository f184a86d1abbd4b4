import { expect, test } from 'vitest';
import { movement, receiveExchange } from '../../reports/testing/sample-parts.ts';
import { scenariosOf } from '../../scenarios/suites.ts';
import { createTrafficMatcher } from '../watch/match-traffic.ts';
import { createVerdictCache } from './verdict-cache.ts';

const stored = (seq: number) => receiveExchange(seq, 'one', movement, 201, { wasteTrackingId: `26A${seq}` });

test('under load the verdicts are left alone for a while, and say that they are behind', async () => {
  let clock = 0;
  // Every look at the clock is ten seconds later: judging takes ten, so it rests for fifty.
  const account = createVerdictCache(scenariosOf('pat'), () => {
    clock += 10_000;
    return clock;
  });
  expect((await account.evaluate([stored(1)])).isBehind).toBe(false);
  const behind = await account.evaluate([stored(1), stored(2)]);
  expect([behind.isBehind, behind.attempts.some(({ seq }) => seq === 2)]).toEqual([true, false]);
  clock += 100_000;
  const again = await account.evaluate([stored(1), stored(2)]);
  expect([again.isBehind, again.attempts.some(({ seq }) => seq === 2)]).toEqual([false, true]);
});

test('the verdicts are those that a watch comes to, the earlier attempts among them', async () => {
  const exchanges = [stored(1), receiveExchange(2, 'one', movement, 400, {}), stored(3)];
  const watch = createTrafficMatcher(scenariosOf('all'));
  for (const exchange of exchanges) watch.onExchange(exchange);
  const account = createVerdictCache(scenariosOf('all'), () => 0);
  await account.evaluate(exchanges.slice(0, 2));
  const [one, other] = await Promise.all([account.evaluate(exchanges), account.evaluate(exchanges)]);
  expect(one.results).toEqual(watch.results());
  expect(other).toEqual(one);
  expect(one.results[0]?.history).toMatchObject([{ exchange: 1 }, { exchange: 2 }]);
});
