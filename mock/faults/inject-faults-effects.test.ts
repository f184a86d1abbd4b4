import { describe, expect, it } from 'vitest';
import { faultDescriptions } from '../../spec/faults/faults.ts';
import { at } from '../../spec/json.ts';
import { checkAgainst, controlDocument } from '../control/openapi.ts';
import { defaultClient } from '../default-data.ts';
import { openMock } from '../testing/open-mock.ts';
import { listen } from '../testing/wire.ts';

const { clientId, clientSecret } = defaultClient;

/** One of each kind, none of which takes long. */
const planned = faultDescriptions.map(({ example }) => {
  const fault = 'ms' in example ? { ...example, ms: 1 } : example;
  return { on: 'issueToken' as const, times: 1, fault };
});

describe('every kind of fault', () => {
  it('is described by the control API’s document, and no other', () => {
    const kinds = at(controlDocument(), 'components', 'schemas', 'fault', 'oneOf');
    expect(JSON.stringify(kinds).match(/(?<=schemas\/)[\w-]+/g)).toEqual(faultDescriptions.map(({ kind }) => kind));
    expect(checkAgainst('faultPlan')(planned)).toBe(undefined);
  });

  it.each(planned)('is recorded where it was met: $fault.kind', async (line) => {
    const mock = await openMock();
    const { url } = await listen(mock);
    mock.app.mock.faults.plan([line]);
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const ask = async () =>
      (await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })).text();
    await ask().catch(() => 'broken, as some faults do');
    expect(await mock.lastExchange()).toMatchObject({
      seq: 1,
      clientId,
      operationId: 'issueToken',
      fault: line.fault.kind,
      notes: [{ kind: 'fault', text: expect.stringMatching(/^A planned fault: .*\.$/), source: 'fault-plan' }],
    });
    await ask();
    expect(await mock.lastExchange()).not.toHaveProperty('fault');
    await mock.app.close();
  });
});
