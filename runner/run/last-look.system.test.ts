import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { controlTokenVariable } from '../../mock/control/access-control.ts';
import { defaultClient } from '../../mock/default-data.ts';
import { renderJson } from '../../reports/json.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { type Brief, type Connection, movementsOf, type Outcome } from '../../spec/types/brief.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { Verdict } from '../../spec/types/verdict.ts';
import { defaults } from '../cli/defaults.ts';
import { exitCodeOf } from '../cli/exit-code-of-run.ts';
import { createDriver } from '../drivers/create-driver.ts';
import type { Driver } from '../drivers/driver.ts';
import { referenceDriver } from '../drivers/reference.ts';
import type { Service } from '../server.ts';
import {
  findingsOf,
  type InProcessOptions,
  rehearseInProcess,
  startService,
  verdictsOf,
} from '../testing/in-process.ts';
import { postReceipt } from '../testing/plain-product.ts';
import { nodeCommand } from '../testing/test-brief.ts';
import { checkConsistency } from '../verify/check-consistency.ts';
import { checkVerdicts } from '../verify/check-verdicts.ts';

const timeoutMs = 20_000;
/** Long enough for products that send again 200 ms after their outcome. */
const settling = { quietMs: 700, maxMs: 20_000 };
const lateMs = 200;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** Rehearses a product, and checks that the report alone gives the same verdicts. */
async function rehearse(
  driver: Driver,
  ids: readonly string[],
  options: Partial<InProcessOptions> = {},
): Promise<Rehearsal> {
  const rehearsal = await rehearseInProcess({ service, driver, ids, suite: 'all', settling, ...options });
  const kept: Rehearsal = JSON.parse(renderJson(rehearsal));
  const differences = [checkVerdicts(kept), checkConsistency(kept)].flatMap((check) => check.differences);
  expect(differences.filter(({ member }) => !member.startsWith('settings.thresholds'))).toEqual([]);
  return rehearsal;
}

function all(ids: readonly string[], verdict: Verdict): Record<string, Verdict> {
  return Object.fromEntries(ids.map((id) => [id, verdict]));
}

function textOf(rehearsal: Rehearsal, id: string): string {
  return findingsOf(rehearsal, id)
    .map(({ text }) => text)
    .join('\n');
}

type Product = (brief: Brief, client: Driver) => ReturnType<Driver['drive']>;

function product(drive: Product): Driver {
  const client = referenceDriver({ timeoutMs });
  return { drive: (brief) => drive(brief, client) };
}

/** Does something with each receipt of a brief, some time after its outcome. */
function later(ms: number, act: (connection: Connection, movement: Movement) => unknown): Driver {
  return product(async (brief, client) => {
    const driverResult = await client.drive(brief);
    if (brief.action !== 'update') {
      for (const movement of movementsOf(brief)) setTimeout(() => void act(brief.connection, movement), ms);
    }
    return driverResult;
  });
}

const plain = ['R01', 'C02', 'A01', 'A02', 'U01', 'U05', 'W01'];

describe('the last look', () => {
  test('changes no verdict of a product that sends everything once', async () => {
    const rehearsal = await rehearse(referenceDriver({ timeoutMs }), plain);
    expect(verdictsOf(rehearsal)).toEqual(all(plain, 'pass'));
  });

  test('sees a queue that delivers again three seconds after the last outcome, with the usual waiting', async () => {
    const sentLate: string[] = [];
    const driver = later(3000, (connection, movement) => {
      sentLate.push(movement.yourUniqueReference ?? '');
      return postReceipt(connection, movement);
    });
    const rehearsal = await rehearse(driver, ['R01', 'A01'], { settling: defaults.settling });
    expect(verdictsOf(rehearsal)).toEqual({ R01: 'fail', A01: 'fail' });
    expect(exitCodeOf(rehearsal)).toBe(1);
    expect(textOf(rehearsal, 'R01')).toMatch(
      /^The product also stored 1 other receipt: \d\d\w{6,} \(after the product had given its outcome\)\.$/,
    );
    expect(textOf(rehearsal, 'A01')).toContain(`The receipt ${sentLate[1]} was recorded 2 times: `);
    expect(textOf(rehearsal, 'A01')).toContain(' (after the product had given its outcome).');
  }, 30_000);

  test('sees it in every scenario, with many at once, and the traffic of all is in the report', async () => {
    const rehearsal = await rehearse(later(lateMs, postReceipt), plain, { concurrency: 4 });
    expect(verdictsOf(rehearsal)).toEqual(all(plain, 'fail'));
    for (const id of plain) expect(textOf(rehearsal, id)).toMatch(/also stored 1 other|was recorded 2 times/);
  });

  test.skipIf(process.platform === 'win32')(
    'sees what a process sends that the product left running',
    async () => {
      const plainProduct = JSON.stringify(import.meta.resolve('../testing/plain-product.ts'));
      const send = `
      import { setTimeout as delay } from 'node:timers/promises';
      const { postReceipt } = await import(${plainProduct});
      const { connection, movement } = JSON.parse(process.argv.at(-1));`;
      const sendLater = `${send} await delay(500); await postReceipt(connection, movement);`;
      const script = `
      const brief = require('fs').readFileSync(0, 'utf8');
      const run = (script) => ['--input-type=module', '-e', script, brief];
      const { spawn, execFileSync } = require('child_process');
      spawn(process.execPath, run(${JSON.stringify(sendLater)}), { stdio: 'ignore' });
      process.stdout.write(execFileSync(process.execPath, run(${JSON.stringify(`${send}
        const { json } = await postReceipt(connection, movement);
        console.log(JSON.stringify({ outcome: 'accepted', wasteTrackingId: json.wasteTrackingId }));`)})));
      process.exit();`;
      const driver = createDriver(`exec:${nodeCommand(script)}`, { timeoutMs });
      const rehearsal = await rehearse(driver, ['R01'], { settling: { quietMs: 3000, maxMs: 20_000 } });
      await driver.close?.();
      expect(verdictsOf(rehearsal)).toEqual({ R01: 'fail' });
      expect(textOf(rehearsal, 'R01')).toContain('The product also stored 1 other receipt: ');
    },
    30_000,
  );

  test('tells of each verdict that it changed, and of no other', async () => {
    const revised: string[] = [];
    const onRevision = ({ id, verdict }: { id: string; verdict: Verdict }) => revised.push(`${id} ${verdict}`);
    const driver = product(async (brief, client) => {
      const driverResult = await client.drive(brief);
      const [movement] = movementsOf(brief);
      if (brief.scenario.id === 'R01') setTimeout(() => void postReceipt(brief.connection, movement ?? {}), lateMs);
      return driverResult;
    });
    await rehearse(driver, ['R01', 'R02'], { onRevision });
    expect(revised).toEqual(['R01 fail']);
  });

  test('waits no longer than it must for a product that never stops', async () => {
    let isOver = false;
    const driver = product(async (brief, client) => {
      const driverResult = await client.drive(brief);
      const poll = async () => {
        while (!isOver) {
          await (await request(`${brief.connection.apiUrl}/health`)).body.dump();
          await delay(50);
        }
      };
      void poll();
      return driverResult;
    });
    const startedAt = performance.now();
    const rehearsal = await rehearse(driver, ['R01'], { settling: { quietMs: 700, maxMs: 1500 } });
    isOver = true;
    expect(verdictsOf(rehearsal)).toEqual({ R01: 'pass' });
    expect(performance.now() - startedAt).toBeGreaterThan(1500);
  });
});

describe('a copy under other credentials', () => {
  /** Keeps the connection of the first brief, and sends a copy of every later receipt with it. */
  function copies(ms: number): Driver {
    let first: Connection | undefined;
    return product(async (brief, client) => {
      const driverResult = await client.drive(brief);
      const [movement] = movementsOf(brief);
      const kept = first;
      first ??= brief.connection;
      if (kept === undefined || movement === undefined) return driverResult;
      if (ms === 0) await postReceipt(kept, { ...movement, yourUniqueReference: 'OWN-1' });
      else setTimeout(() => void postReceipt(kept, movement), ms);
      return driverResult;
    });
  }

  test.each([
    ['at once, with a reference of its own', 0],
    ['later', lateMs],
  ])('fails the scenario that asked for the receipt, and names the client: %s', async (_, ms) => {
    const rehearsal = await rehearse(copies(ms), ['R01', 'R02', 'A01', 'W01']);
    expect(verdictsOf(rehearsal)).toEqual({ R01: 'pass', R02: 'fail', A01: 'fail', W01: 'fail' });
    expect(textOf(rehearsal, 'R02')).toMatch(/also stored 1 other receipt: \w+ \(by the client rehearsal-r01-/);
    for (const id of ['A01', 'W01']) {
      expect(textOf(rehearsal, id)).toMatch(
        /with the credentials of another client: \w+ \(by the client rehearsal-r01-/,
      );
    }
    const [r01, r02] = rehearsal.scenarios;
    expect([r01?.wasteTrackingIds.length, r01?.exchanges.length]).toEqual([1, ms === 0 ? 5 : r01?.exchanges.length]);
    expect(r02?.exchanges.length).toBe(3);
  });

  test('gets no token of the default client, which only `mock` and `watch` have', async () => {
    const told: unknown[] = [];
    const driver = product(async (brief, client) => {
      const driverResult = await client.drive(brief);
      const [movement] = movementsOf(brief);
      told.push(await postReceipt({ ...brief.connection, ...defaultClient }, movement ?? {}));
      return driverResult;
    });
    const rehearsal = await rehearse(driver, ['R01']);
    expect(told).toEqual([{ status: null, json: null }]);
    expect(rehearsal.exchanges.at(-1)).toMatchObject({ clientId: null, response: { status: 400 } });
  });
});

describe('an outbox', () => {
  const faulted = ['A05', 'L03', 'D01', 'D03'];

  /** Submits until it is recorded. `again`: what its outbox does with a receipt that was. */
  function outbox(again: (connection: Connection, movement: Movement) => void): Driver {
    return product(async (brief) => {
      const [movement] = movementsOf(brief);
      if (movement === undefined) throw new Error('no receipt');
      for (let wait = 400; wait < 2000; wait *= 2) {
        const { status, json } = await postReceipt(brief.connection, movement);
        if (status === 201) {
          again(brief.connection, movement);
          return accepted(json?.['wasteTrackingId']);
        }
        await delay(wait);
      }
      const messages = ['The service is unavailable. The receipt is kept in the outbox.'];
      return { kind: 'outcome', outcome: { outcome: 'failed', messages } };
    });
  }

  test('that delivers each receipt once passes', async () => {
    const rehearsal = await rehearse(
      outbox(() => undefined),
      faulted,
      { concurrency: 4 },
    );
    expect(verdictsOf(rehearsal)).toEqual(all(faulted, 'pass'));
  }, 60_000);

  test('that delivers again what was recorded fails', async () => {
    const driver = outbox((connection, movement) => setTimeout(() => void postReceipt(connection, movement), lateMs));
    const rehearsal = await rehearse(driver, faulted, { concurrency: 4 });
    expect(verdictsOf(rehearsal)).toEqual(all(faulted, 'fail'));
    for (const id of faulted) expect(textOf(rehearsal, id)).toContain('was recorded 2 times: ');
  }, 60_000);
});

function accepted(id: unknown): { kind: 'outcome'; outcome: Outcome } {
  return { kind: 'outcome', outcome: { outcome: 'accepted', ...(typeof id === 'string' && { wasteTrackingId: id }) } };
}

describe('the control API of the mock that judges', () => {
  test('is closed to the product, whatever token it finds', async () => {
    vi.stubEnv(controlTokenVariable, 'found-in-the-environment');
    const judging = await startService();
    const statuses: number[] = [];
    const driver = product(async (brief, client) => {
      const { apiUrl, clientSecret } = brief.connection;
      for (const token of ['found-in-the-environment', clientSecret, '']) {
        for (const [method, path] of calls) {
          const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
          const answer = await request(`${apiUrl}/_rehearsal${path}`, { method, headers });
          await answer.body.dump();
          statuses.push(answer.statusCode);
        }
      }
      return client.drive(brief);
    });
    const calls = [
      ['GET', '/exchanges'],
      ['GET', '/openapi.json'],
      ['GET', '/faults'],
      ['PUT', '/faults'],
      ['POST', '/clients'],
      ['POST', '/tokens'],
      ['POST', '/clock'],
      ['POST', '/reset'],
    ] as const;
    const rehearsal = await rehearse(driver, ['R01'], { service: judging });
    vi.unstubAllEnvs();
    await judging.close();
    expect(statuses).toEqual(Array(3 * calls.length).fill(403));
    expect(verdictsOf(rehearsal)).toEqual({ R01: 'pass' });
  });
});

describe('planned faults', () => {
  const waits = ['L01', 'L02', 'L03', 'D01', 'D02', 'D03', 'D04', 'D05', 'D06'];

  test.each([
    ['an empty list', []],
    ['an empty object', {}],
    ['a receipt without items', { wasteItems: [] }],
  ])(
    'wait for the receipt, and are not used up by %s',
    async (_, body) => {
      const driver = product(async (brief) => {
        for (let count = 0; count < 4; count++) await postReceipt(brief.connection, body);
        const [movement] = movementsOf(brief);
        const { status, json } = await postReceipt(brief.connection, movement ?? {});
        if (status === 201 && json !== null) return accepted(json['wasteTrackingId']);
        return { kind: 'outcome', outcome: { outcome: 'failed', messages: ['It did not work.'] } };
      });
      const rehearsal = await rehearse(driver, waits, { concurrency: 4 });
      for (const { id, tasks, exchanges } of rehearsal.scenarios) {
        const faulted = rehearsal.exchanges.filter(({ seq, fault }) => exchanges.includes(seq) && fault !== undefined);
        expect([id, faulted.map(({ request: { body: sent } }) => sent)]).toEqual([
          id,
          tasks.slice(0, 1).map(() => ({
            json: expect.objectContaining({ wasteItems: expect.arrayContaining([expect.anything()]) }),
          })),
        ]);
      }
      expect(verdictsOf(rehearsal)['L01']).toBe('not-exercised');
    },
    60_000,
  );
});
