import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../spec/json.ts';
import type { RecordedBrief } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import { answered, exchange, post } from '../testing/fake-exchange.ts';
import { receipts } from '../testing/fake-observation.ts';
import {
  type AskingScenario,
  describeElsewhere,
  findMisdirected,
  recordedElsewhere,
  withoutMisdirected,
} from './receipts-elsewhere.ts';

const [first, second, third] = receipts(3) as [Movement, Movement, Movement];
const scenario = { id: 'X', title: 'a test', given: [] };
const submit = (movement: Movement): RecordedBrief => ({ version: 1, scenario, action: 'submit', movement });

const asking = (id: string, ...briefs: RecordedBrief[]): AskingScenario => ({
  id,
  briefs,
  isOwnClient: (clientId) => clientId.startsWith(`client-${id}`),
});
const scenarios = [asking('R01', submit(first)), asking('R02', submit(second))];

function sent(clientId: string | null, receipt: object, change: Partial<Exchange> = {}): Exchange {
  const json = JSON.parse(JSON.stringify(receipt)) as JsonObject;
  const response = answered(201, { wasteTrackingId: '26AAAAAA' });
  return exchange({ clientId, request: { ...post, body: { json } }, response, ...change });
}

function misdirected(exchanges: Exchange[], some = scenarios) {
  const { elsewhere, all } = findMisdirected(some, exchanges);
  expect([...elsewhere.values()].flat()).toHaveLength(all.size);
  return Object.fromEntries(elsewhere);
}

describe('a receipt that was recorded under another client', () => {
  it.each([['client-R02'], ['another'], [null]])('than %j, is found for the scenario that asked for it', (clientId) => {
    const astray = sent(clientId, first);
    expect(misdirected([sent('client-R01', first), astray])).toEqual({ R01: [astray] });
  });

  it('is none if its own client sent it', () => {
    expect(misdirected([sent('client-R01', first), sent('client-R02', second)])).toEqual({});
  });

  it('is known by its facts where the product gave it a reference of its own', () => {
    const { yourUniqueReference: _, ...unnamed } = first;
    for (const receipt of [unnamed, { ...first, yourUniqueReference: 'OWN/1' }]) {
      const astray = sent('another', receipt);
      expect(misdirected([astray])).toEqual({ R01: [astray] });
    }
  });

  it('is known by its reference, trimmed, where its facts were changed', () => {
    const astray = sent('another', { ...first, yourUniqueReference: ' WB-1 ', wasteItems: [] });
    expect(misdirected([astray])).toEqual({ R01: [astray] });
    const described = (wasteDescription: string) => ({
      ...first,
      yourUniqueReference: 'OWN/1',
      wasteItems: [{ ...first.wasteItems[0], wasteDescription }],
    });
    const alike = sent('another', described(' load 1  of TIMBER offcuts '));
    expect(misdirected([alike])).toEqual({ R01: [alike] });
    expect(misdirected([sent('another', described('Load 9 of timber offcuts'))])).toEqual({});
    const heavier = { ...first.wasteItems[0], weight: { metric: 'Tonnes', amount: 9, isEstimate: false } };
    const other = { ...first, yourUniqueReference: 'OWN/1', wasteItems: [heavier] };
    expect(misdirected([sent('another', other)])).toEqual({});
  });

  it('is none of a run that asked for nothing like it', () => {
    expect(misdirected([sent('another', third), sent('another', {})])).toEqual({});
  });

  it('was recorded: a refusal, another request or an unreadable body is no record', () => {
    expect(
      misdirected([
        sent('another', first, { response: answered(400, {}) }),
        sent('another', first, { operationId: 'updateMovement' }),
        sent('another', [first]),
      ]),
    ).toEqual({});
  });

  it('is found for each of several, all of them', () => {
    const twice = [sent('another', first, { seq: 5 }), sent('another', first, { seq: 6 })];
    const other = sent('another', second, { seq: 7 });
    expect(misdirected([...twice, other])).toEqual({ R01: twice, R02: [other] });
  });

  it('is looked for in what was to be submitted, not in what was to be corrected', () => {
    const update: RecordedBrief = { version: 1, scenario, action: 'update', movement: first, wasteTrackingId: '26A' };
    expect(misdirected([sent('another', first)], [asking('U01', update)])).toEqual({});
    const all: RecordedBrief = { version: 1, scenario, action: 'submit-all', movements: [first, second] };
    expect(misdirected([sent('another', second)], [asking('L04', all)])).toHaveProperty('L04');
  });

  it('belongs to its own client where two scenarios asked for the same', () => {
    const same = [asking('R01', submit(first)), asking('R02', submit(first))];
    expect(misdirected([sent('client-R02', first)], same)).toEqual({});
  });
});

describe('the exchanges of a client', () => {
  const own = [sent('client-R01', first, { seq: 1 }), sent('client-R01', second, { seq: 2 })] as [Exchange, Exchange];

  it('are judged without the receipts of other scenarios', () => {
    const token = exchange({ operationId: 'issueToken' });
    expect(withoutMisdirected([token, ...own], { all: new Set([own[1]]) })).toEqual([token, own[0]]);
    expect(withoutMisdirected(own, { all: new Set() })).toEqual(own);
  });

  it('are judged by those if there are no others', () => {
    const token = exchange({ operationId: 'issueToken' });
    expect(withoutMisdirected([token, own[1]], { all: new Set([own[1]]) })).toEqual([token, own[1]]);
  });
});

it('a record elsewhere is named by its id and its client', () => {
  expect(describeElsewhere(sent('another', first))).toBe('26AAAAAA (by the client another)');
  expect(describeElsewhere(sent(null, first, { response: answered(201, {}) }))).toBe(
    'one without a tracking id (by the client without an id)',
  );
  expect(recordedElsewhere([])).toEqual([]);
  expect(recordedElsewhere([sent('another', first), sent('third', first)])).toMatchObject([
    {
      field: 'wasteTrackingId',
      found: '26AAAAAA (by the client another), 26AAAAAA (by the client third)',
      text: expect.stringMatching(/^What this scenario asked for was recorded with the credentials of another client/),
    },
  ]);
});
