import * as fc from 'fast-check';
import type { JsonValue } from '../../spec/json.ts';
import { type Attack, bytesOf, type Material, requestText } from '../attack.ts';
import { receipts } from '../receipts.ts';
import { editedValue } from './edits.ts';
import { tokens } from './tokens.ts';

const scenarioIds = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'X01', 'X02', 'X03', 'X04', 'X05', 'X06'];

/** Generates valid bodies with other values, with a valid or nearly valid token, for a known or nearly known id. */
export function semantics(material: Material): fc.Arbitrary<Attack> {
  const { id } = material;
  const receipt = editedValue(receipts(material));
  const test = fc.record({
    scenarioId: fc.constantFrom(...scenarioIds),
    wasteTrackingId: fc.constantFrom(id, id, 'unknown'),
  });
  const tests = fc.array(test, { maxLength: 14 });
  const asked = fc.oneof(
    { weight: 7, arbitrary: to('POST', fc.constant('/movements/receive'), receipt) },
    to('PUT', fc.constant(`/movements/${id}/receive`), receipt),
    to(
      'PUT',
      oddIds(id).map((odd) => `/movements/${odd}/receive`),
      receipt,
    ),
    to('POST', fc.constant('/production-approval-tests'), fc.oneof(tests, editedValue(tests))),
  );
  return fc.tuple(asked, tokens(85, material)).map(([{ method, path, body }, authorization]) => {
    const headers = [
      ['authorization', authorization],
      ['content-type', 'application/json'],
    ] as const;
    const text = requestText({ method, path, headers, body: bytesOf(JSON.stringify(body)) });
    return { level: 'semantics', name: `${method} with odd values`, text, isAlone: false };
  });
}

function to(method: 'POST' | 'PUT', path: fc.Arbitrary<string>, body: fc.Arbitrary<JsonValue>) {
  return fc.record({ method: fc.constant(method), path, body });
}

function oddIds(id: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(id.toLowerCase(), `${id}%20`, `${id}${id}`, '%00', '%F0%9F%92%A5', '..%2F..'),
    fc.constantFrom('__proto__', "'%20OR%201=1", '{wasteTrackingId}'),
    fc.nat(id.length - 1).map((place) => id.slice(0, place) + id.slice(place + 1)),
    fc.nat(6000).map((length) => 'a'.repeat(length)),
  );
}
