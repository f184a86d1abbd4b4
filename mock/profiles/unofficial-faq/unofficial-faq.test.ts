import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../spec/json.ts';
import type { Exchange } from '../../../spec/types/exchange.ts';
import { unofficialHeader } from '../../../spec/unofficial-claims/read-pages.ts';
import { createMovement, type OpenMock, openMock, tokenOf } from '../../testing/open-mock.ts';
import { firstApiCode, receiptWith, secondApiCode } from '../../testing/receipt-with.ts';
import { movementUuid } from './movement-uuid.ts';

const profile = 'unofficial-faq';
const [weightPlace, codesPlace] = ['wasteItems.0.weight', 'wasteItems.0.ewcCodes'];
const kilograms = (amount: JsonValue) => ({ metric: 'Kilograms', amount, isEstimate: false });
/** 200133 is hazardous. */
const code = { hazardousWasteConsignmentCode: 'CJTILE/A0001' };
const batteries = (ewcCode: string, amount: number) =>
  receiptWith({
    ...code,
    ...{ [codesPlace]: [ewcCode], [weightPlace]: kilograms(amount), 'wasteItems.0.disposalOrRecoveryCodes': [] },
  });

let mock: OpenMock;
let plain: OpenMock;
beforeAll(async () => {
  [mock, plain] = await Promise.all([openMock({ profile }), openMock()]);
});

async function confirm(id: string, body: JsonValue, on = mock): Promise<LightMyRequestResponse> {
  return on.send('PUT', `/confirmations/${id}`, { body });
}

const by = (amount: JsonValue, apiCode: JsonValue = firstApiCode): JsonObject => ({
  apiCode,
  weight: kilograms(amount),
});
const claimsIn = ({ notes }: Exchange) =>
  notes.flatMap(({ source, text }) => (source === 'third-party-faq' ? /documents: ([\w ]+)\./.exec(text)?.[1] : []));

describe('a receipt', () => {
  it('gets a UUID beside its tracking id, in a marked answer with the verdict in the journal', async () => {
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith() });
    const { wasteTrackingId, ...others } = answer.json();
    expect([answer.statusCode, others]).toEqual([201, { movement_id: movementUuid(wasteTrackingId) }]);
    expect(answer.headers[unofficialHeader]).toBe('third-party FAQ');
    const exchange = await mock.lastExchange();
    expect(exchange.response.headers[unofficialHeader]).toBe('third-party FAQ');
    expect(claimsIn(exchange)).toEqual(['contradicted']);
  });

  it.each([
    ['160605', 60, true],
    ['200133', 50.001, true],
    ['160605', 50, false],
    ['170904', 60, false],
  ])('of the code %s and %d kg is warned: %s, behind the service’s own warnings', async (ewcCode, amount, isWarned) => {
    const body = batteries(ewcCode, amount);
    const answer = await mock.send('POST', '/movements/receive', { body });
    const own = await plain.send('POST', '/movements/receive', { body });
    const warning = {
      key: 'wasteItems.0.ewcCodes',
      errorType: 'NotProvided',
      message:
        'wasteItems[0].ewcCodes requires a pre-notification 24 hours ahead: more than 50 kg of 160605 and 200133',
    };
    const { warnings } = own.json().validation;
    expect(warnings).toHaveLength(1);
    expect(answer.json().validation.warnings).toEqual(isWarned ? [...warnings, warning] : warnings);
    expect(claimsIn(await mock.lastExchange())).toEqual(isWarned ? ['unsupported', 'contradicted'] : ['contradicted']);
    const id = answer.json().wasteTrackingId;
    const update = await mock.send('PUT', `/movements/${id}/receive`, { body });
    expect(update.json()).toEqual({ validation: answer.json().validation });
    expect(update.headers[unofficialHeader]).toBe(isWarned ? 'third-party FAQ' : undefined);
  });

  it('is weighed by all its items of these codes together, in any unit', async () => {
    const items = [
      ['160605', 'Grams', 30_000],
      ['170904', 'Tonnes', 9],
      ['200133', 'Tonnes', 0.020001],
    ].map(([ewcCode = '', metric = '', amount = 0]) => ({
      ...(receiptWith() as { wasteItems: JsonObject[] }).wasteItems[0],
      ...{ ewcCodes: [ewcCode], weight: { metric, amount, isEstimate: false } },
    }));
    const answer = await mock.send('POST', '/movements/receive', { body: receiptWith({ ...code, wasteItems: items }) });
    const keys = answer.json().validation.warnings.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(['wasteItems.0.ewcCodes', 'wasteItems.2.ewcCodes']);
  });

  it('may have a destination_jurisdiction, which without the profile is an unknown field', async () => {
    const body = receiptWith({ destination_jurisdiction: 'SEPA' });
    expect((await mock.send('POST', '/movements/receive', { body })).statusCode).toBe(201);
    expect(claimsIn(await mock.lastExchange())).toEqual(['contradicted', 'contradicted']);
    expect((await plain.send('POST', '/movements/receive', { body })).json().validation.errors).toEqual([
      {
        key: 'destination_jurisdiction',
        errorType: 'NotAllowed',
        message: '"destination_jurisdiction" is not allowed',
      },
    ]);
    const [note] = (await plain.lastExchange()).notes;
    expect(note?.fix).toContain('Only an unofficial page names this field. The page (third-party FAQ) says:');
  });

  it.each<[JsonValue, string]>([
    [5, 'InvalidType'],
    [null, 'InvalidType'],
    [{}, 'InvalidType'],
    ['', 'InvalidValue'],
  ])('with the destination_jurisdiction %j is refused, and the refusal is marked', async (value, errorType) => {
    const body = receiptWith({ destination_jurisdiction: value });
    const answer = await mock.send('POST', '/movements/receive', { body });
    expect([answer.statusCode, answer.headers[unofficialHeader]]).toEqual([400, 'third-party FAQ']);
    expect(answer.json().validation.errors).toMatchObject([{ key: 'destination_jurisdiction', errorType }]);
  });

  it('is answered as without the profile where the page says nothing', async () => {
    for (const [method, path, body] of [
      ['POST', '/movements/receive', receiptWith({ extra: 1, carrier: null })],
      ['POST', '/movements/receive', []],
      ['PUT', '/movements/26NOBODY/receive', receiptWith()],
      ['PUT', '/confirmation/x', {}],
      ['GET', '/api/v2/movements', undefined],
      ['GET', '/reference-data/pop-names', undefined],
    ] as const) {
      const sent = body === undefined ? {} : { body };
      const [one, other] = await Promise.all([mock.send(method, path, sent), plain.send(method, path, sent)]);
      expect([one.statusCode, one.body, one.headers[unofficialHeader]], path).toEqual([
        other.statusCode,
        other.body,
        undefined,
      ]);
    }
  });
});

describe('a confirmation', () => {
  const receipt = receiptWith({ [weightPlace]: { metric: 'Tonnes', amount: 3.42, isEstimate: false } });
  const recordedWeight = kilograms(3_420);
  let id: string;
  beforeAll(async () => {
    id = await createMovement(mock, receipt);
  });

  it.each([
    [62.4, 'confirmation', 4],
    [63, 'confirmation', 5],
    [57, 'confirmation', 5],
    [63.6, 'discrepancy', 6],
    [63.000001, 'discrepancy', 5.000002],
    [0.001, 'discrepancy', 99.998334],
  ])('of %d kg for 60 kg is a %s of %d %%', async (amount, kind, deviationPercent) => {
    const wasteTrackingId = await createMovement(mock, batteries('160605', 60));
    const movement_id = movementUuid(wasteTrackingId);
    const answer = await confirm(movement_id, by(amount));
    const weights = { recordedWeight: { metric: 'Kilograms', amount: 60 }, weight: kilograms(amount) };
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { wasteTrackingId, movement_id, [kind]: { ...weights, deviationPercent, tolerancePercent: 5 } },
    ]);
    expect(answer.headers[unofficialHeader]).toBe('third-party FAQ');
    const verdicts = kind === 'confirmation' ? ['contradicted'] : ['contradicted', 'unsupported'];
    expect(claimsIn(await mock.lastExchange())).toEqual(verdicts);
    expect((await mock.lastExchange()).notes).toHaveLength(verdicts.length);
  });

  it('takes the tracking id as well, and any unit', async () => {
    const other = await createMovement(mock, receipt);
    const weight = { metric: 'Grams', amount: 3_591_000, isEstimate: true };
    const answer = await confirm(other, { apiCode: firstApiCode, weight });
    expect(answer.json().confirmation).toMatchObject({ deviationPercent: 5, weight });
    expect(answer.json().confirmation.recordedWeight).toEqual({ metric: 'Kilograms', amount: recordedWeight.amount });
  });

  it('is the same if it is repeated, and refused with another weight, until the receipt is updated', async () => {
    const other = await createMovement(mock, receipt);
    const first = await confirm(other, by(3_420));
    const again = await confirm(other, {
      apiCode: firstApiCode,
      weight: { metric: 'Tonnes', amount: 3.42, isEstimate: false },
    });
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    for (const amount of [3_421, 9_000]) {
      const different = await confirm(other, by(amount));
      expect([different.statusCode, different.json().validation.errors]).toEqual([
        400,
        [
          {
            key: 'weight',
            errorType: 'BusinessRuleViolation',
            message: '"weight" differs from the weight that this movement was confirmed with',
          },
        ],
      ]);
    }
    await mock.send('PUT', `/movements/${other}/receive`, { body: receipt });
    expect((await confirm(other, by(3_421))).statusCode).toBe(200);
  });

  it('may follow a discrepancy', async () => {
    const other = await createMovement(mock, receipt);
    expect((await confirm(other, by(9_000))).json()).toHaveProperty('discrepancy');
    expect((await confirm(other, by(3_420))).json()).toHaveProperty('confirmation');
  });

  it.each<[string, () => JsonValue, JsonValue]>([
    ['a list', () => [], [['ConfirmationRequest', 'InvalidType']]],
    ['null', () => null, [['ConfirmationRequest', 'InvalidType']]],
    ['a text', () => 'yes', [['ConfirmationRequest', 'InvalidType']]],
    [
      'nothing in it',
      () => ({}),
      [
        ['apiCode', 'NotProvided'],
        ['weight', 'NotProvided'],
      ],
    ],
    [
      'unknown fields',
      () => ({ ...by(1), movement_id: 1, constructor: 1, hasOwnProperty: 2 }),
      [
        ['movement_id', 'NotAllowed'],
        ['constructor', 'NotAllowed'],
        ['hasOwnProperty', 'NotAllowed'],
      ],
    ],
    ['a weight that is a number', () => ({ ...by(1), weight: 60 }), [['weight', 'InvalidType']]],
    [
      'a weight in an unknown unit',
      () => ({ ...by(1), weight: { ...kilograms(60), metric: 'Pounds' } }),
      [['weight.metric', 'InvalidValue']],
    ],
    ['a numeric string', () => by('60'), [['weight.amount', 'InvalidType']]],
    ['nothing weighed', () => by(0), [['weight.amount', 'OutOfRange']]],
    ['less than nothing', () => by(-60), [['weight.amount', 'OutOfRange']]],
    ['an unsafe number', () => by(1e300), [['weight.amount', 'UnexpectedError']]],
    ['a code of the wrong format', () => by(3_420, 'x'), [['apiCode', 'InvalidFormat']]],
    ['an unknown code', () => by(3_420, '33333333-3333-4333-8333-333333333333'), [['apiCode', 'InvalidValue']]],
    [
      'a code of another organisation',
      () => by(3_420, secondApiCode),
      [['submittingOrganisation', 'BusinessRuleViolation']],
    ],
  ])('with %s is refused in the service’s form', async (_, body, expected) => {
    const answer = await confirm(id, body());
    expect(answer.statusCode, answer.body).toBe(400);
    const errors: { key: string; errorType: string }[] = answer.json().validation.errors;
    expect(errors.map(({ key, errorType }) => [key, errorType])).toEqual(expected);
    expect(answer.headers[unofficialHeader]).toBe('third-party FAQ');
    expect(claimsIn(await mock.lastExchange())).toEqual(['contradicted']);
  });

  it.each<[string, string, object, number, string]>([
    ['of an unknown id', 'x', {}, 404, 'Waste input with ID x not found'],
    ['of a name of every object', '__proto__', {}, 404, 'Waste input with ID __proto__ not found'],
    ['of an id with a slash', 'a%2Fb', {}, 404, 'Not Found'],
    ['of an id that cannot be decoded', '%zz', {}, 400, 'Bad Request'],
    ['without a token', 'x', { authorization: null }, 401, 'Missing authentication'],
    ['of another type', 'x', { headers: { 'content-type': 'application/xml' } }, 415, 'Unsupported Media Type'],
    ['in broken JSON', 'x', { text: '{"apiCode":' }, 400, 'Invalid request payload JSON format'],
    ['with a prototype', 'x', { text: '{"__proto__":{}}' }, 400, 'Invalid request payload JSON format'],
    ['of a megabyte', 'x', { text: `"${'x'.repeat(1_048_576)}"` }, 413, 'greater than maximum'],
  ])('%s is answered in the service’s form', async (_, name, sent, status, message) => {
    const answer = await mock.send('PUT', `/confirmations/${name}`, { body: by(60), ...sent });
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining(message)]);
    expect(answer.headers[unofficialHeader]).toBe('third-party FAQ');
  });

  it('of an organisation whose service charge has lapsed is 402', async () => {
    const lapsed = '44444444-4444-4444-8444-444444444444';
    await mock.store.saveOrganisation({ organisationId: 'lapsed', serviceChargeExpiry: '2026-01-31' });
    await mock.store.saveApiCode({ code: lapsed, organisationId: 'lapsed', isDisabled: false });
    expect((await confirm(id, by(3_420, lapsed))).statusCode).toBe(402);
  });

  it('may come from another client of the same organisation, as an update may', async () => {
    const other = await createMovement(mock, receipt, await tokenOf(mock, 'another-client'));
    expect((await confirm(other, by(3_420))).statusCode).toBe(200);
  });

  it('of a receipt without a weight, as of July, deviates from nothing', async () => {
    const july = await openMock({ profile, asOf: '2026-07' });
    const other = await createMovement(july, receiptWith({ [weightPlace]: undefined }));
    expect((await confirm(other, by(60), july)).json().confirmation).toEqual({
      ...{ recordedWeight: null, weight: kilograms(60), deviationPercent: null, tolerancePercent: 5 },
    });
  });

  it('does not exist without the profile: the journal says who names it', async () => {
    for (const path of ['x', movementUuid(id)]) {
      const answer = await confirm(path, by(60), plain);
      expect([answer.statusCode, answer.body]).toEqual([
        404,
        '{"statusCode":404,"error":"Not Found","message":"Not Found"}',
      ]);
      expect(answer.headers[unofficialHeader]).toBeUndefined();
      const { notes } = await plain.lastExchange();
      expect(notes).toMatchObject([
        { text: expect.stringContaining('Official documents: contradicted.'), source: 'third-party-faq' },
      ]);
    }
  });
});
