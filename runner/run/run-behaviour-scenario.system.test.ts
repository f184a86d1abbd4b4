import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { l01 } from '../../scenarios/behaviour/l01-429-three-times.ts';
import { l03 } from '../../scenarios/behaviour/l03-429-on-every-attempt.ts';
import { alwaysTooManyRequests } from '../../scenarios/behaviour/preconditions/faults.ts';
import type { BehaviourScenario } from '../../scenarios/behaviour/types.ts';
import { usualThresholds } from '../../spec/types/verdict.ts';
import type { Driver } from '../drivers/driver.ts';
import { call } from '../drivers/reference-client.ts';
import type { Service } from '../server.ts';
import { contract, startService } from '../testing/in-process.ts';
import { recordedOf, setUpScenario } from './run-approval-scenario.ts';
import { runBehaviourScenario } from './run-behaviour-scenario.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** Lets a driver go through a scenario, and returns the tasks and the statuses of the receipts that it sent. */
async function run(scenario: BehaviourScenario, driver: Driver) {
  const context = {
    driver,
    service,
    contract,
    apiUrl: service.url,
    seed: 1,
    startedAt: new Date(),
    concurrency: 1,
    known: [],
    running: new Set<string>(),
  };
  const prepared = await setUpScenario(scenario, context);
  const evidence = await runBehaviourScenario(scenario, prepared, context, usualThresholds);
  const sent = (await recordedOf(prepared, context)).filter(({ operationId }) => operationId === 'receiveMovement');
  return { tasks: evidence.tasks, statuses: sent.map(({ response }) => response.status) };
}

/** A product that sends a receipt again every 50 ms, until it is accepted or its time is over. */
const persistent: Driver = {
  async drive(brief) {
    if (brief.action !== 'submit') throw new Error('only for single receipts');
    const signal = AbortSignal.timeout(5000);
    for (;;) {
      const options = { connection: brief.connection, signal, dispatcher: undefined, tokens };
      const answer = await call('POST', '/movements/receive', JSON.parse(JSON.stringify(brief.movement)), options);
      if (answer.kind === 'answer' && answer.status === 201) {
        const { wasteTrackingId } = Object(answer.json);
        return { kind: 'outcome', outcome: { outcome: 'accepted', wasteTrackingId } };
      }
      if (signal.aborted) return { kind: 'outcome', outcome: { outcome: 'failed', messages: ['It is kept.'] } };
      await delay(50);
    }
  },
};
const tokens = new Map();

describe('a behaviour scenario', () => {
  it('ends faults that only last for a while, so that a product that never gives up is accepted', async () => {
    const short = { ...alwaysTooManyRequests, faultsLastMs: 100 };
    const { tasks, statuses } = await run({ ...l03, given: [short] }, persistent);
    expect(tasks).toMatchObject([{ outcomes: [{ outcome: 'accepted' }] }]);
    expect([statuses[0], statuses.at(-1)]).toEqual([429, 201]);
  });

  it('gives its tasks again with other receipts and the same faults, until they have shown enough', async () => {
    const seen: number[] = [];
    const rounds = {
      text: '',
      max: 5,
      isEnough: ({ tasks }: { tasks: readonly unknown[] }) => {
        seen.push(tasks.length);
        return tasks.length >= 2;
      },
    };
    const { tasks, statuses } = await run({ ...l01, rounds }, persistent);
    const references = tasks.map(({ brief }) => brief.action === 'submit' && brief.movement.yourUniqueReference);
    expect([seen, new Set(references).size]).toEqual([[1, 2], 2]);
    expect(statuses).toEqual([429, 429, 429, 201, 429, 429, 429, 201]);
  });

  it('gives its tasks no more often than its maximum', async () => {
    const rounds = { text: '', max: 2, isEnough: () => false };
    expect((await run({ ...l01, rounds }, persistent)).tasks).toHaveLength(2);
  });

  it('gives its tasks once if the product was not refused', async () => {
    const blocks: Driver = { drive: async () => ({ kind: 'outcome', outcome: { outcome: 'blocked' } }) };
    expect((await run(l01, blocks)).tasks).toHaveLength(2);
  });
});
