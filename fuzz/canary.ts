import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../spec/json.ts';
import type { Finding } from './oracle.ts';
import { firstReceipt } from './receipts.ts';
import type { Stage } from './stage.ts';

/**
 * Sends requests whose responses are known: a property added to every object, or a setting changed for good, would
 * change them. What varies each time is left out.
 */
export async function canaryResponses(stage: Stage): Promise<JsonValue> {
  const receipt = firstReceipt(stage.material());
  const created = await stage.ask('POST', '/movements/receive', receipt);
  const empty = await stage.ask('POST', '/movements/receive', {});
  const items = await stage.ask('POST', '/movements/receive', { ...receipt, wasteItems: [{}], carrier: {} });
  const approval = await stage.ask('POST', '/production-approval-tests', [{}]);
  const clock = await stage.ask('POST', '/_rehearsal/clock', {});
  const code = await stage.ask('GET', '/reference-data/pop-names');
  const hasId = typeof created.json === 'object' && created.json !== null && 'wasteTrackingId' in created.json;
  return [created.status, hasId, empty, items, approval, clock, code].map((each) => structuredClone(each) as JsonValue);
}

/** Compares two sets of canary responses. */
export function pollution(first: JsonValue, now: JsonValue): Finding | undefined {
  if (isDeepStrictEqual(first, now)) return undefined;
  return {
    kind: 'pollution',
    text: `the responses to known requests have changed: ${JSON.stringify(now).slice(0, 500)}`,
  };
}
