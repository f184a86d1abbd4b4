import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault, PlannedFault } from '../../spec/types/exchange.ts';
import { ownState } from '../context.ts';
import { type FaultPlan, faultPlan } from './fault-plan.ts';

const reset: Fault = { kind: 'reset' };
const slow: Fault = { kind: 'delay', ms: 5 };
const on = 'receiveMovement';

let plan: FaultPlan;
beforeEach(() => {
  plan = faultPlan(ownState());
});

/** The kinds that so many requests of a client meet, one after another. */
async function met(count: number, client: string | null = null): Promise<(string | null)[]> {
  const spent = await Promise.all(Array.from({ length: count }, () => plan.spend(on, client)));
  return spent.map((planned) => planned?.fault.kind ?? null);
}

describe('a fault plan', () => {
  it('is a script in its order, each entry waiting for its turn', async () => {
    await plan.plan([
      { on, times: 2, fault: reset },
      { on, after: 2, times: 1, fault: slow },
    ]);
    expect(await met(6)).toEqual(['reset', 'reset', null, null, 'delay', null]);
  });

  it('never ends with an entry that comes always, also after some requests', async () => {
    await plan.plan([
      { on, after: 1, times: 'always', fault: slow },
      { on, times: 1, fault: reset },
    ]);
    expect(await met(4)).toEqual([null, 'delay', 'delay', 'delay']);
  });

  it('counts the requests of one client for that client’s entries only', async () => {
    await plan.plan([
      { on, client: 'one', after: 1, times: 1, fault: reset },
      { on, client: 'other', times: 2, fault: slow },
    ]);
    expect([...(await met(3, 'other')), ...(await met(2, 'one')), ...(await met(1))]).toEqual([
      'delay',
      'delay',
      null,
      null,
      'reset',
      null,
    ]);
  });

  it('tells what a request would meet, and spends and counts nothing by telling', async () => {
    await plan.plan([{ on, after: 1, times: 1, fault: reset }]);
    const next = () => plan.next(on, null)?.fault.kind;
    expect([next(), next(), ...(await met(1)), next(), next(), ...(await met(2)), next()]).toEqual(
      [undefined, undefined, null, 'reset', 'reset', 'reset', null, undefined], //
    );
  });

  it('says what is left of each entry, and keeps nothing of what it was given or gave', async () => {
    const given: PlannedFault[] = [{ on, after: 1, times: 2, fault: reset }];
    await plan.plan(given);
    await met(2);
    const left = plan.left();
    expect(left).toEqual([{ on, after: 0, times: 1, fault: reset }]);
    Object.assign(left[0] ?? {}, { times: 9 });
    Object.assign(given[0] ?? {}, { times: 9 });
    expect(plan.left()[0]?.times).toBe(1);
  });
});

describe('the entries of one client', () => {
  it('are added after the existing ones, and leave them as they stand', async () => {
    await plan.plan([{ on, times: 1, fault: reset }]);
    await plan.planFor('one', [{ on, times: 1, fault: slow }]);
    await plan.planFor('other', [{ on, times: 'always', fault: slow }]);
    expect(plan.left().map(({ client, times }) => [client, times])).toEqual([
      [undefined, 1],
      ['one', 1],
      ['other', 'always'],
    ]);
    expect(await met(3, 'one')).toEqual(['reset', 'delay', null]);
  });

  it('are lifted without those of others, and what was never met is given back', async () => {
    await plan.planFor('one', [
      { on, times: 1, fault: reset },
      { on, times: 3, fault: slow },
      { on: 'issueToken', times: 'always', fault: reset },
      { on: 'updateMovement', times: 0, fault: reset },
    ]);
    await plan.planFor('other', [{ on, times: 1, fault: reset }]);
    await met(2, 'one');
    expect(await plan.lift('one')).toEqual([
      { on, client: 'one', times: 2, fault: slow },
      { on: 'issueToken', client: 'one', times: 'always', fault: reset },
    ]);
    expect([await met(1, 'one'), plan.left().length, await met(1, 'other')]).toEqual([[null], 1, ['reset']]);
    expect(await plan.lift('one')).toEqual([]);
  });

  it('give nothing back of an entry without end that was met', async () => {
    await plan.planFor('one', [{ on, times: 'always', fault: reset }]);
    await met(1, 'one');
    expect([plan.unusedFaults(), await plan.lift('one'), await met(1, 'one')]).toEqual([[], [], [null]]);
  });
});

describe('a turn is spent', () => {
  it('by nobody whose turn is not due, and a request that meets no fault is not counted', async () => {
    await plan.plan([{ on, after: 1, times: 1, fault: reset }]);
    const spend = (isDue: boolean) => plan.spend(on, null, (next) => (next === undefined) !== isDue);
    expect([await spend(true), plan.left()[0]?.after]).toEqual([undefined, 1]);
    expect([await spend(false), plan.left()[0]?.after]).toEqual([undefined, 0]);
    expect([await spend(false), plan.left()[0]?.times]).toEqual([undefined, 1]);
    expect(await spend(true)).toMatchObject({ fault: reset, times: 0 });
  });
});

describe('the entries of a scenario', () => {
  const spend = (couldBeReceipt: boolean) => plan.spend(on, 'one', undefined, couldBeReceipt);

  it('wait for requests that could be a receipt, and count no others', async () => {
    await plan.planForScenario('one', [{ on, after: 1, times: 1, fault: reset }]);
    expect([await spend(false), await spend(false), plan.left()]).toEqual([
      undefined,
      undefined,
      [{ on, client: 'one', after: 1, times: 1, fault: reset }],
    ]);
    expect([await spend(true), await spend(false), (await spend(true))?.fault.kind]).toEqual([
      undefined,
      undefined,
      'reset',
    ]);
  });

  it('leave the other entries to every request', async () => {
    await plan.planForScenario('one', [{ on, times: 1, fault: reset }]);
    await plan.planFor('one', [{ on, times: 1, fault: slow }]);
    expect([(await spend(false))?.fault.kind, (await spend(true))?.fault.kind]).toEqual(['delay', 'reset']);
  });

  it('of other operations do not wait: a token request is no receipt', async () => {
    await plan.planForScenario('one', [{ on: 'issueToken', times: 1, fault: reset }]);
    expect((await plan.spend('issueToken', 'one', undefined, false))?.fault.kind).toBe('reset');
  });

  it('are lifted like all others', async () => {
    await plan.planForScenario('one', [{ on, times: 'always', fault: reset }]);
    expect(await plan.lift('one')).toEqual([{ on, client: 'one', times: 'always', fault: reset }]);
  });
});

describe('what was never met', () => {
  it('is told of the whole plan, and taken from none of it', async () => {
    await plan.plan([
      { on, times: 1, fault: reset },
      { on, client: 'one', after: 4, times: 'always', fault: slow },
    ]);
    await met(1);
    await met(1, 'one');
    const unusedFaults = [{ on, client: 'one', after: 3, times: 'always', fault: slow }];
    expect([plan.unusedFaults(), plan.unusedFaults(), plan.left().length]).toEqual([unusedFaults, unusedFaults, 2]);
  });
});
