import { expect, test } from 'vitest';
import { checkAgainst } from '../../../mock/control/openapi.ts';
import { emptyFaultForm, type FaultFields, faultKinds, readFaultForm } from './fault-form.ts';

const read = (fields: Partial<FaultFields>) => readFaultForm({ ...emptyFaultForm, ...fields });

test('every kind can be planned, and is what the control API would take', () => {
  for (const kind of Object.keys(faultKinds)) {
    const on = kind === 'early-expiry' ? 'issueToken' : 'receiveMovement';
    const reading = read({ kind, on, seconds: '2', retryAfter: '5', client: ' one ', times: 'Always', after: '1' });
    expect(reading).toMatchObject({
      kind: 'fault',
      fault: { on, client: 'one', times: 'always', after: 1, fault: { kind } },
    });
    if (reading.kind === 'fault') expect(checkAgainst('faultPlan')([reading.fault])).toBeUndefined();
  }
});

test('a field that a kind does not read is left out', () => {
  expect(read({ kind: 'reset', seconds: 'nonsense', retryAfter: '9' })).toEqual({
    kind: 'fault',
    fault: { on: 'receiveMovement', times: 1, fault: { kind: 'reset' } },
  });
});

test.each<[Partial<FaultFields>, keyof FaultFields, RegExp]>([
  [{ times: 'often' }, 'times', /whole number/],
  [{ times: '-1' }, 'times', /whole number/],
  [{ after: '1.5' }, 'after', /whole number/],
  [{ kind: 'delay', seconds: '' }, 'seconds', /whole number/],
  [{ kind: 'delay', seconds: '601' }, 'seconds', /at most 600/],
  [{ kind: 'early-expiry', uses: '1' }, 'on', /Get a token/],
  [{ kind: 'early-expiry', on: 'issueToken' }, 'seconds', /or the uses/],
  [{ status: '404' }, 'kind', /429, 500/],
  [{ kind: 'no-such-kind' }, 'kind', /must be one of/],
  [{ on: 'noSuchOperation' }, 'kind', /^On must be/],
])('%o is refused, at the field %s', (fields, field, text) => {
  const reading = read(fields);
  expect(reading).toMatchObject({ kind: 'problems', problems: [{ field, text: expect.stringMatching(text) }] });
});

test('the longest wait is the one that the control API takes', () => {
  const reading = read({ kind: 'drip', seconds: '600' });
  expect(reading).toMatchObject({ kind: 'fault', fault: { fault: { ms: 600_000 } } });
});
