import { beforeAll, describe, expect, it } from 'vitest';
import { observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { RuleSet } from '../../spec/contract/rule-sets.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import { createMovement, type OpenMock, openMock, type Sent } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith, secondApiCode } from '../testing/receipt-with.ts';

/** Dates of the mocks in which a defect is looked for; each defect was present on one of them. */
const asOf = '2026-07';
const kinds = {
  observed: { ruleSet: 'observed', asOf },
  'observed, no defects': { ruleSet: 'observed', asOf, defects: false },
  published: { ruleSet: 'published', asOf },
} as const satisfies Record<string, { ruleSet: RuleSet; asOf: string; defects?: boolean }>;
type Kind = keyof typeof kinds;

let mocks: Record<Kind, OpenMock>;
beforeAll(async () => {
  const [observed, repaired, published] = await Promise.all(Object.values(kinds).map((kind) => openMock(kind)));
  if (!observed || !repaired || !published) throw new Error('not opened');
  mocks = { observed, 'observed, no defects': repaired, published };
});

interface Answer {
  status: number;
  body: JsonValue;
  notes: Note[];
}

async function post(kind: Kind, sent: Sent, method = 'POST', path = '/movements/receive'): Promise<Answer> {
  const mock = mocks[kind];
  const answer = await mock.send(method, path, sent);
  return { status: answer.statusCode, body: answer.json(), notes: (await mock.lastExchange()).notes };
}

const errors = (...issues: [key: string, errorType: string, message: string][]) => ({
  validation: { errors: issues.map(([key, errorType, message]) => ({ key, errorType, message })) },
});
const problem = (statusCode: number, error: string, message: string) => ({ statusCode, error, message });

const item = receiptWith()['wasteItems'] as JsonObject[];
const withoutConcentrations = receiptWith({
  'wasteItems.0.containsPops': true,
  'wasteItems.0.pops': {
    sourceOfComponents: 'OWN_TESTING',
    components: [{ code: 'ALD' }, { code: 'ALD' }, { code: 'ALD' }],
  },
});
const warned = (...keys: string[]) => ({
  validation: { warnings: keys.map((key) => ({ key, errorType: 'NotProvided' })) },
});
const component = 'wasteItems.0.pops.components';
const mustBeText = '"carrier.registrationNumber" must be a string';

interface Case {
  defect: string;
  /** Left out: a new receipt. */
  method?: string;
  path?: string;
  sent: Sent;
  broken: [status: number, body: JsonValue];
  repaired: [status: number, body: JsonValue];
  /** The published document's own status and response, if they differ from a repaired service's. */
  published?: [status: number, body: JsonValue];
}

const cases: Case[] = [
  {
    defect: 'malformed-json',
    sent: { text: '{bad' },
    broken: [500, problem(500, 'Internal Server Error', 'An internal server error occurred')],
    repaired: [400, errors(['payload', 'InvalidFormat', 'Invalid request payload JSON format'])],
  },
  {
    defect: 'content-type-stumbles',
    sent: { text: '{}', headers: { 'content-type': 'json' } },
    broken: [500, problem(500, 'Internal Server Error', 'An internal server error occurred')],
    repaired: [400, errors(['payload', 'InvalidFormat', 'Invalid content-type header'])],
  },
  {
    defect: 'compressed-body-stumbles',
    sent: { text: '{}', headers: { 'content-encoding': 'gzip' } },
    broken: [500, problem(500, 'Internal Server Error', 'An internal server error occurred')],
    repaired: [400, errors(['payload', 'InvalidFormat', 'Invalid compressed payload'])],
  },
  {
    defect: 'path-stumbles',
    method: 'PUT',
    path: '/movements/%zz/receive',
    sent: { body: receiptWith(), authorization: null },
    broken: [500, problem(500, 'Internal Server Error', 'An internal server error occurred')],
    repaired: [400, errors(['payload', 'InvalidFormat', 'Bad Request'])],
  },
  {
    defect: 'failure-of-its-own-shape',
    sent: { body: receiptWith({ carrier: undefined }) },
    broken: [500, { error: 'Internal Server Error', message: 'Failed to create waste movement' }],
    repaired: [400, errors(['carrier', 'NotProvided', '"carrier" is required'])],
  },
  {
    defect: 'carrier-omitted',
    sent: { body: receiptWith({ carrier: undefined }) },
    broken: [500, { error: 'Internal Server Error', message: 'Failed to create waste movement' }],
    repaired: [400, errors(['carrier', 'NotProvided', '"carrier" is required'])],
  },
  {
    defect: 'nested-concentration-keys',
    sent: { body: withoutConcentrations },
    broken: [
      201,
      warned(`${component}.0.concentration`, `${component}.1.0.concentration`, `${component}.2.1.0.concentration`),
    ],
    repaired: [
      201,
      warned(`${component}.0.concentration`, `${component}.1.concentration`, `${component}.2.concentration`),
    ],
  },
  {
    defect: 'consignment-code-stumbles',
    sent: { body: receiptWith({ hazardousWasteConsignmentCode: 'CJTILE/A0001', wasteItems: [null, ...item] }) },
    broken: [
      400,
      errors(
        [
          'hazardousWasteConsignmentCode',
          'UnexpectedError',
          expect.stringMatching(/^"hazardousWasteConsignmentCode" failed custom validation/) as unknown as string,
        ],
        ['wasteItems.0', 'InvalidType', '"wasteItems[0]" must be of type object'],
      ),
    ],
    repaired: [400, errors(['wasteItems.0', 'InvalidType', '"wasteItems[0]" must be of type object'])],
  },
  {
    defect: 'consignment-code-in-a-list',
    sent: { body: receiptWith({ hazardousWasteConsignmentCode: [['CJTILE/A0001']] }) },
    broken: [201, {}],
    repaired: [
      400,
      errors(['hazardousWasteConsignmentCode', 'InvalidType', '"hazardousWasteConsignmentCode" must be a string']),
    ],
  },
  {
    defect: 'unexpected-type',
    sent: { body: receiptWith({ 'carrier.registrationNumber': 7 }) },
    broken: [
      400,
      errors(['carrier.registrationNumber', 'UnexpectedError', '"carrier.registrationNumber" must be one of [string]']),
    ],
    repaired: [400, errors(['carrier.registrationNumber', 'InvalidType', mustBeText])],
  },
];

describe('a defect of the running service', () => {
  it('has a case here for each of the list', () => {
    expect(cases.map(({ defect }) => defect).sort()).toEqual(Object.keys(observedDefects()).sort());
  });

  it.each(cases)('$defect is reproduced under the observed rules, and noted with its source', async (each) => {
    const { status, body, notes } = await post('observed', each.sent, each.method, each.path);
    expect(status).toBe(each.broken[0]);
    expect(body).toMatchObject(each.broken[1] as JsonObject);
    const { service, repaired, source } = observedDefects()[each.defect] ?? {};
    expect(notes).toContainEqual({ kind: 'defect', text: `${service} ${repaired}`, source });
  });

  it.each(cases)('$defect is not there without defects, nor under the published rules, and not noted', async (each) => {
    for (const kind of ['observed, no defects', 'published'] as const) {
      const { status, body, notes } = await post(kind, each.sent, each.method, each.path);
      expect([kind, status]).toEqual([kind, each.repaired[0]]);
      expect(body).toMatchObject(each.repaired[1] as JsonObject);
      expect(notes.filter((note) => note.kind === 'defect')).toEqual([]);
    }
  });

  it.each([
    ['brokerOrDealer', { organisationName: 'x', registrationNumber: 7 }, 'brokerOrDealer.registrationNumber'],
    ['carrier.address', { postcode: 7 }, 'carrier.address.postcode'],
  ])('unexpected-type is one of %s too', async (field, value, key) => {
    const sent = { body: receiptWith({ [field]: value }) };
    const typeIn = async (kind: Kind) => (await post(kind, sent)).body;
    const label = `"${key}"`;
    expect(await typeIn('observed')).toEqual(errors([key, 'UnexpectedError', `${label} must be one of [string]`]));
    expect(await typeIn('observed, no defects')).toEqual(errors([key, 'InvalidType', `${label} must be a string`]));
  });

  it('is noted only on updates that it affects', async () => {
    const mock = mocks.observed;
    const id = await createMovement(mock, receiptWith());
    for (const [body, count] of [
      [receiptWith(), 0],
      [receiptWith({ carrier: undefined }), 1],
    ] as const) {
      await mock.send('PUT', `/movements/${id}/receive`, { body });
      const { notes } = await mock.lastExchange();
      expect(notes.filter(({ kind }) => kind === 'defect')).toHaveLength(count);
    }
  });
});

describe('the journal', () => {
  it('has no notes on a valid receipt', async () => {
    for (const kind of Object.keys(kinds) as Kind[]) {
      expect((await post(kind, { body: receiptWith() })).notes).toEqual([]);
    }
  });

  it('explains each error, in order, by the keys of the response', async () => {
    const { body, notes } = await post('observed', { body: { apiCode: 'x', colour: 'red' } });
    const keys = (body as { validation: { errors: { key: string }[] } }).validation.errors.map(({ key }) => key);
    const explanations = notes.filter(({ kind }) => kind === 'explanation');
    expect(explanations.map(({ key }) => key)).toEqual(keys);
    for (const { fix } of explanations) expect(fix).toMatch(/\.$/);
  });

  it('explains each warning', async () => {
    const { notes } = await post('observed', { body: receiptWith({ 'wasteItems.0.disposalOrRecoveryCodes': [] }) });
    expect(notes).toEqual([
      {
        kind: 'explanation',
        key: 'wasteItems.0.disposalOrRecoveryCodes',
        text: 'A warning where it is missing or empty.',
        source: 'validation-2026-07',
        fix: 'Add disposalOrRecoveryCodes: a list, such as [{"code":"R5","weight":{"metric":"Tonnes","amount":3.42,"isEstimate":false}}].',
      },
    ]);
  });

  it('reports where the rule sets disagree, whichever is in force', async () => {
    const sent = { body: receiptWith({ 'wasteItems.0.weight': undefined }) };
    const text = 'Accepted today, contrary to the published document: "wasteItems[0].weight" is required.';
    for (const kind of ['observed', 'published'] as const) {
      expect((await post(kind, sent)).notes).toContainEqual({
        ...{ kind: 'difference', key: 'wasteItems.0.weight', text },
        source: 'validation-2026-07',
      });
    }
  });

  it('explains an API code that nobody has, and one of another organisation', async () => {
    const unknown = await post('observed', { body: receiptWith({ apiCode: firstApiCode.replace(/9$/, '0') }) });
    expect(unknown.notes).toEqual([
      {
        kind: 'explanation',
        key: 'apiCode',
        text: 'The code of an organisation, and not disabled. Checked only if nothing else is wrong.',
        source: 'service-tests-2026-09',
        fix: expect.stringMatching(/^Send an enabled API code of an organisation in this mock/),
      },
    ]);
    const id = await createMovement(mocks.observed, receiptWith());
    await mocks.observed.send('PUT', `/movements/${id}/receive`, { body: receiptWith({ apiCode: secondApiCode }) });
    expect((await mocks.observed.lastExchange()).notes).toMatchObject([
      { key: 'submittingOrganisation', source: 'service-tests-2026-09' },
    ]);
  });
});
