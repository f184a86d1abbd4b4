import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Brief } from '../../spec/types/brief.ts';
import type { Driver } from '../drivers/driver.ts';
import { referenceDriver } from '../drivers/reference.ts';
import type { Service } from '../server.ts';
import { findingsOf, rehearseInProcess, startService, verdictsOf } from '../testing/in-process.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** Sends the receipt even without a token. */
function careless(authorization: string | undefined): Driver {
  const client = referenceDriver({ timeoutMs: 20_000 });
  return {
    drive: async (brief: Brief) => {
      const { tokenUrl, clientId, clientSecret, apiUrl } = brief.connection;
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      const { status } = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
      if (status === 200 || brief.action !== 'submit') return client.drive(brief);
      const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
      await fetch(`${apiUrl}/movements/receive`, { method: 'POST', headers, body: JSON.stringify(brief.movement) });
      return { kind: 'outcome', outcome: { outcome: 'failed', messages: ['There was no token.'] } };
    },
  };
}

test.each([
  ['no token', undefined, '1 request came without a bearer token'],
  ['the word undefined for a token', 'Bearer undefined', '1 request came before any token had been issued'],
])('a receipt that is sent with %s is recorded, although it names no client', async (_, authorization, text) => {
  const rehearsal = await rehearseInProcess({
    service,
    ids: ['A05'],
    suite: 'behaviour',
    driver: careless(authorization),
  });
  expect(verdictsOf(rehearsal)).toEqual({ A05: 'fail' });
  expect(findingsOf(rehearsal, 'A05')[0]?.text).toContain(text);
  const [a05] = rehearsal.scenarios;
  const strange = rehearsal.exchanges.filter(({ clientId }) => clientId === null);
  expect(strange.filter(({ seq }) => a05?.exchanges.includes(seq))).toHaveLength(1);
});
