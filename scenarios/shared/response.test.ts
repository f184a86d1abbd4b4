import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { updateOf } from '../testing/approval-case.ts';
import { answered, exchange, post } from '../testing/fake-exchange.ts';
import {
  describeExchanges,
  describeResponse,
  errorsOf,
  latestUpdates,
  nearness,
  trackingIdOf,
  updatedIdOf,
  warningsOf,
  withBrackets,
} from './response.ts';

const put = updateOf('26BHUT6U', {}, 2);
const at = (url: string): Exchange => ({ ...put, request: { ...put.request, url } });

it.each([
  '/movements/26BHUT6U/receive',
  '/movements/26BHUT6U/receive/',
  '/movements/26BHUT6U/receive?a=/movements/26ABCDEF/receive',
  '/movements/26BHUT6U/receive/?a',
  '/movements/%32%36BHUT6U/receive',
])('reads the tracking id of %s', (url) => {
  expect(updatedIdOf(at(url))).toBe('26BHUT6U');
});

it.each(['/movements/receive', '/movements//receive', '/movements/26BHUT6U/receive//', '/movements/%ZZ/receive', ''])(
  'reads none of %s',
  (url) => {
    expect(updatedIdOf(at(url))).toBeUndefined();
  },
);

it('returns undefined for another operation', () => {
  expect(updatedIdOf({ ...put, operationId: 'receiveMovement' })).toBeUndefined();
});

it('returns the newest readable, accepted update of each receipt', () => {
  const newest = updateOf('26BHUT6U', {}, 3);
  const other = updateOf('26ABCDEF', {}, 4);
  const refused = updateOf('26BHUT6U', {}, 5, 400);
  const unreadable = { ...put, seq: 6, request: { ...put.request, body: { text: '{' } } };
  const ofNone = { ...at('/movements//receive'), seq: 7 };
  expect(latestUpdates([put, newest, other, refused, unreadable, ofNone])).toEqual(
    new Map([
      ['26BHUT6U', newest],
      ['26ABCDEF', other],
    ]),
  );
});

describe('a response', () => {
  const of = (status: number, body: JsonValue) => exchange({ response: answered(status, body) });
  const error = (key: string, message: string) => ({ key, errorType: 'InvalidValue', message });
  const refused = (...errors: JsonValue[]) => of(400, { validation: { errors } });

  it('is described by its errors, each named once', () => {
    expect(describeResponse(refused(error('a.0.b', '"a[0].b" is wrong'), error('c', 'is wrong')))).toBe(
      '400, with "a[0].b" is wrong; c: is wrong',
    );
  });

  it('is described by its message or its error, if that says anything', () => {
    expect(describeResponse(of(402, { message: 'Payment Required', error: 'charge' }))).toBe('402 (Payment Required)');
    expect(describeResponse(of(400, { message: '', error: 'invalid_client' }))).toBe('400 (invalid_client)');
    for (const body of [null, {}, { message: 7 }, []]) expect(describeResponse(of(500, body))).toBe('500');
  });

  it('is described with what concerns a scenario first', () => {
    const errors = ['receiver.siteName', 'carrier.organisationName', 'carrier.registrationNumber'];
    const answer = refused(...errors.map((key) => error(key, 'is wrong')));
    expect(describeResponse(answer, 'carrier.registrationNumber')).toBe(
      '400, with carrier.registrationNumber: is wrong; carrier.organisationName: is wrong; receiver.siteName: is wrong',
    );
  });

  it('has only those errors and warnings that name a field', () => {
    const issues = [error('a', 'is wrong'), { message: 'no key' }, null, { key: 'b', message: 7 }, 'text'];
    const read = [
      { key: 'a', message: 'is wrong' },
      { key: 'b', message: '' },
    ];
    expect(errorsOf(refused(...issues))).toEqual(read);
    expect(warningsOf(of(201, { validation: { warnings: issues } }))).toEqual(read);
    expect(warningsOf(refused(...issues))).toEqual([]);
    for (const body of [null, { validation: null }, { validation: { errors: {} } }]) {
      expect(errorsOf(of(400, body))).toEqual([]);
    }
  });

  it.each<[JsonValue, string | undefined]>([
    [{ wasteTrackingId: '26AAAAAA' }, '26AAAAAA'],
    [{ wasteTrackingId: '' }, undefined],
    [{ wasteTrackingId: 26 }, undefined],
    [null, undefined],
  ])('%j has the tracking id %s', (body, id) => {
    expect(trackingIdOf(of(201, body))).toBe(id);
  });
});

it('alike exchanges are listed once, and counted', () => {
  const posted = exchange({
    request: { ...post, url: '/movements/receive', body: null },
    response: answered(429, null),
  });
  const other = { ...posted, response: answered(201, null) };
  expect(describeExchanges([posted, other, posted], ({ response }) => (response.status === 201 ? '!' : ''))).toBe(
    'POST /movements/receive answered 429 (2 times); POST /movements/receive answered 201!',
  );
  expect(describeExchanges([other])).toBe('POST /movements/receive answered 201');
});

it.each<[key: string, field: string, steps: number]>([
  ['carrier.registrationNumber', 'carrier.registrationNumber', 2],
  ['carrier.organisationName', 'carrier.registrationNumber', 1],
  ['receiver.siteName', 'carrier.registrationNumber', 0],
  ['wasteItems.3.pops.components', 'wasteItems.*.pops.components', 2],
  ['wasteItems.3.weight.amount', 'wasteItems.*.pops.components', 0],
  ['wasteItems', 'wasteItems', 1],
  ['wasteItems.0.weight', 'wasteItems', 0],
  ['carrier', 'carrier.registrationNumber', 1],
])('an error on %s shares with %s %i steps', (key, field, steps) => {
  expect(nearness(key, [field])).toBe(steps);
  expect(nearness(key, ['other', field])).toBe(steps);
  expect(nearness(key, [])).toBe(0);
});

it('a key is written as most messages have it', () => {
  expect(withBrackets('wasteItems.0.ewcCodes.12')).toBe('wasteItems[0].ewcCodes[12]');
  expect(withBrackets('a.0b.c')).toBe('a.0b.c');
});
