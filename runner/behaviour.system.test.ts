import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Rehearsal } from '../reports/rehearsal.ts';
import { evaluateBehaviour } from '../scenarios/behaviour/evaluate.ts';
import { behaviourScenario, scenariosOf } from '../scenarios/suites.ts';
import { movementsOf, type Outcome } from '../spec/types/brief.ts';
import type { Driver } from './drivers/driver.ts';
import { referenceDriver } from './drivers/reference.ts';
import { movementsAsked } from './run/run-scenario.ts';
import type { Service } from './server.ts';
import { findingsOf, rehearseInProcess, startService, verdictsOf } from './testing/in-process.ts';
import { tokenFor } from './testing/plain-product.ts';

const timeoutMs = 60_000;
const ids = scenariosOf('behaviour').map(({ id }) => id);
let service: Service;
let rehearsal: Rehearsal;
beforeAll(async () => {
  service = await startService();
  // Real waits are measured, and a stall of the machine spoils their growth, so there are three tries.
  for (let tries = 0; tries < 3; tries++) {
    const driver = referenceDriver({ timeoutMs });
    rehearsal = await rehearseInProcess({ service, suite: 'behaviour', concurrency: 8, driver });
    if (rehearsal.counts.pass === ids.length) break;
  }
}, 300_000);
afterAll(() => service.close());

function rehearseWith(driver: Driver, ...only: string[]): Promise<Rehearsal> {
  return rehearseInProcess({ service, ids: only, suite: 'behaviour', driver });
}

/**
 * A product that ignores the reason for a refusal: it repeats the receipt unchanged, and only then renews its token.
 */
const sendsRefusedTokensAgain: Driver = {
  async drive(brief) {
    const { apiUrl, tokenUrl, clientId: client_id, clientSecret: client_secret } = brief.connection;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    const renew = async () => Object(await (await fetch(tokenUrl, { method: 'POST', body: form })).json()).access_token;
    let token = await renew();
    const send = async (movement: unknown): Promise<Response> =>
      fetch(`${apiUrl}/movements/receive`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(movement),
      });
    const outcomes: Outcome[] = [];
    for (const movement of movementsOf(brief)) {
      let answer = await send(movement);
      if (answer.status === 401) answer = await send(movement);
      if (answer.status === 401) token = await renew();
      if (answer.status === 401) answer = await send(movement);
      outcomes.push({ outcome: 'accepted', wasteTrackingId: Object(await answer.json()).wasteTrackingId });
    }
    return { kind: 'outcomes', outcomes };
  },
};

describe('the behaviour suite', () => {
  test('is passed by the built-in client, with many scenarios at once', () => {
    expect(rehearsal.scenarios.map(({ id }) => id)).toEqual(ids);
    expect(verdictsOf(rehearsal)).toEqual(Object.fromEntries(ids.map((id) => [id, 'pass'])));
    // Its messages are those of the API.
    const findings = rehearsal.scenarios.flatMap(({ id, findings }) => findings.map(({ level }) => [id, level]));
    expect(findings).toEqual(['U03', 'U04', 'U05'].map((id) => [id, 'warning']));
  });

  test('fails a product that has one sentence for every refusal, in every run', async () => {
    const client = referenceDriver({ timeoutMs });
    const texts = [
      'It was refused. Please check the receipt.',
      'Check the EWC code, the permit and the service charge.',
    ];
    for (const text of texts) {
      const driver: Driver = {
        drive: async (brief) => {
          const driven = await client.drive(brief);
          return driven.kind === 'outcome' ? { ...driven, outcome: { ...driven.outcome, messages: [text] } } : driven;
        },
      };
      const failing = await rehearseWith(driver, 'U03', 'U04', 'U05');
      expect(verdictsOf(failing)).toEqual({ U03: 'fail', U04: 'fail', U05: 'fail' });
    }
  });

  test('can be recomputed from the report alone', () => {
    const kept = JSON.parse(JSON.stringify(rehearsal)) as Rehearsal;
    for (const result of kept.scenarios) {
      const scenario = behaviourScenario(result.id);
      if (scenario === undefined) throw new Error(`no scenario ${result.id}`);
      const { tasks, testedAt, durationMs } = result;
      const exchanges = kept.exchanges.filter(({ seq }) => result.exchanges.includes(seq));
      const { thresholds } = kept.settings;
      const asked = movementsAsked(kept.scenarios);
      const evidence = { exchanges, tasks, thresholds, testedAt, durationMs, asked };
      expect(evaluateBehaviour(scenario, evidence)).toEqual(result);
    }
  });

  test('leaves no planned fault behind', () => {
    expect(service.mock.faults.left()).toEqual([]);
  });

  test('detects a receipt that is sent again with a refused token', async () => {
    const { scenarios } = await rehearseWith(sendsRefusedTokensAgain, 'A03');
    expect(scenarios[0]?.verdict).toBe('fail');
    expect(scenarios[0]?.findings[0]?.text).toContain('with a token that the service had refused');
  });

  test('says what was unused fault', async () => {
    const client = referenceDriver({ timeoutMs });
    const givesUp: Driver = {
      drive: async (brief) =>
        brief.action === 'submit' ? { kind: 'outcome', outcome: { outcome: 'blocked' } } : client.drive(brief),
    };
    const { scenarios } = await rehearseWith(givesUp, 'L01');
    expect(scenarios[0]).toMatchObject({ verdict: 'not-exercised' });
    expect(scenarios[0]?.tasks[0]?.unusedFaults).toHaveLength(3);
    expect(scenarios[0]?.tasks[0]?.unusedFaults[0]).toEqual({
      on: 'receiveMovement',
      times: 1,
      fault: { kind: 'status', status: 429 },
    });
  });

  test('waits for a request that the product has abandoned, and counts what it stored', async () => {
    const impatient: Driver = {
      drive: async (brief) => {
        const { connection } = brief;
        const headers = { authorization: `Bearer ${await tokenFor(connection)}`, 'content-type': 'application/json' };
        const sending = request(`${connection.apiUrl}/movements/receive`, { method: 'POST', headers });
        sending.on('error', () => {});
        sending.end(JSON.stringify(movementsOf(brief)[0]));
        // Not after a time, which would pass before the receipt arrives where the machine is busy.
        while (!sending.closed && service.mock.faults.left().length > 0) await delay(5);
        sending.destroy();
        return { kind: 'outcome', outcome: { outcome: 'failed', messages: ['No answer came.'] } };
      },
    };
    const { scenarios } = await rehearseWith(impatient, 'D02');
    expect(scenarios[0]).toMatchObject({ verdict: 'pass', wasteTrackingIds: [expect.any(String)] });
  });

  test('reports an internal error, and goes on with the other scenarios', async () => {
    const client = referenceDriver({ timeoutMs });
    const breaks: Driver = {
      drive: (brief) => (brief.scenario.id === 'A01' ? Promise.reject(new Error('out of order')) : client.drive(brief)),
    };
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const broken = await rehearseWith(breaks, 'A01', 'A02');
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('Internal error in A01: Error: out of order'));
    stderr.mockRestore();
    expect(verdictsOf(broken)).toEqual({ A01: 'error', A02: 'pass' });
    expect(findingsOf(broken, 'A01')[0]?.text).toContain('internal error of receipt-rehearsal');
  });

  test('is an error if the product cannot be driven', async () => {
    const undriven: Driver = { drive: async () => ({ kind: 'driver-error', problem: 'It crashed.' }) };
    const { scenarios } = await rehearseWith(undriven, 'L03', 'W01');
    expect(scenarios.map(({ verdict, findings }) => [verdict, findings[0]?.text])).toEqual([
      ['error', 'It crashed.'],
      ['error', 'It crashed.'],
    ]);
    expect(service.mock.faults.left()).toEqual([]);
  });
});
