import { request } from 'undici';
import type { JsonValue } from '../../spec/json.ts';
import { pickScenarios } from '../run/pick-scenarios.ts';
import { describeScenario } from '../tools/describe-scenario.ts';
import { type ApiClient, apiClient } from './api-client.ts';

/** Returns the same receipt in every run; received recently, so that none is late. */
export function exampleOf(id: string, seed = 7): JsonValue {
  const [scenario] = pickScenarios([id]);
  if (scenario === undefined) throw new Error(`unknown scenario ${id}`);
  return JSON.parse(JSON.stringify(describeScenario(scenario, { seed, now: new Date() }).example));
}

/** Sends traffic like a vendor's first hour: passes, a refusal, a reset, an update, and a second client. */
export async function firstHour(url: string): Promise<ApiClient> {
  const form = { grant_type: 'client_credentials', client_id: 'rehearsal-client', client_secret: 'mistyped-secret' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const refused = await request(`${url}/oauth2/token`, {
    method: 'POST',
    headers,
    body: String(new URLSearchParams(form)),
  });
  await refused.body.dump();
  const client = await apiClient(url);
  const send = (body: JsonValue) => client.send('POST', '/movements/receive', body);
  const first = exampleOf('R01', 1) as { wasteItems: Record<string, JsonValue>[] };
  await send({
    ...first,
    wasteItems: first.wasteItems.map((item) => ({ ...item, ewcCodes: ['999999'], physicalForm: 'solid' })),
  } as JsonValue);
  for (const [index, id] of ['R01', 'R02', 'R04', 'R05', 'C01', 'H03', 'P01'].entries())
    await send(exampleOf(id, 10 + index));
  const { json } = await send(exampleOf('B01', 30));
  const { wasteTrackingId } = json as { wasteTrackingId: string };
  await client.send('PUT', `/movements/${wasteTrackingId}/receive`, exampleOf('B01', 31));
  await client.send('GET', '/reference-data/ewc-codes');
  await client.send('GET', '/movement/receive?apiCode=1f83215e-4b90-4785-9ab2-2614839aa2e9');
  return client;
}
