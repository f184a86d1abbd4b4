import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { movementsOf } from '../../spec/types/brief.ts';
import type { Driver } from '../drivers/driver.ts';
import type { Service } from '../server.ts';
import { findingsOf, rehearseInProcess, startService, verdictsOf } from '../testing/in-process.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** A product with these waits in milliseconds, while the host's time jumps before each of its attempts but the first. */
function waiting(waits: readonly number[], jumps: readonly number[]): Driver {
  return {
    async drive(brief) {
      const { apiUrl, tokenUrl, clientId: client_id, clientSecret: client_secret } = brief.connection;
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
      const token = Object(await (await fetch(tokenUrl, { method: 'POST', body: form })).json()).access_token;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify(movementsOf(brief)[0]);
      for (let attempt = 0; ; attempt += 1) {
        const answer = await fetch(`${apiUrl}/movements/receive`, { method: 'POST', headers, body });
        const json = Object(await answer.json());
        if (answer.status === 201) {
          return { kind: 'outcome', outcome: { outcome: 'accepted', wasteTrackingId: json.wasteTrackingId } };
        }
        const wait = waits[attempt];
        if (wait === undefined) {
          return {
            kind: 'outcome',
            outcome: { outcome: 'failed', messages: [`The service answered ${answer.status}.`] },
          };
        }
        await service.mock.clock.advance(jumps[attempt] ?? 0);
        await delay(wait);
      }
    },
  };
}

// The mock's clock is the host's, moved: to the journal it is all the same which of them jumps.
test.each<[string, number[], number[], 'pass' | 'fail']>([
  // By the time of day: 900, 700 and 800 ms. Then an hour back, which makes the first wait negative.
  ['doubling waits pass', [200, 400, 800], [700, 300, 0], 'pass'],
  ['doubling waits pass over an hour’s jump back', [200, 400, 800], [0, -3_600_000, 3_600_000], 'pass'],
  // By the time of day: 250, 550 and 1150 ms.
  ['constant waits fail', [250, 250, 250], [0, 300, 900], 'fail'],
])('whatever the time of day does, %s', async (_, waits, jumps, verdict) => {
  const rehearsal = await rehearseInProcess({
    service,
    driver: waiting(waits, jumps),
    ids: ['L01'],
    suite: 'behaviour',
  });
  expect([verdictsOf(rehearsal), findingsOf(rehearsal, 'L01').map(({ text }) => text)]).toEqual([
    { L01: verdict },
    verdict === 'pass' ? [] : [expect.stringContaining('did not slow down')],
  ]);
  // On a busy machine waits are less even, and it takes more receipts to tell.
  expect(rehearsal.scenarios[0]?.tasks.length).toBeGreaterThanOrEqual(3);
});
