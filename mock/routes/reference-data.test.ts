import { beforeAll, describe, expect, it } from 'vitest';
import { referenceData } from '../../spec/contract/reference-data.ts';
import { type OpenMock, openMock } from '../testing/open-mock.ts';

let mock: OpenMock;
beforeAll(async () => {
  mock = await openMock();
});

describe.each([
  ['ewc-codes', referenceData.ewcCodes, 842],
  ['hazardous-property-codes', referenceData.hazardousPropertyCodes, 16],
  ['disposal-or-recovery-codes', referenceData.disposalOrRecoveryCodes, 28],
  ['container-types', referenceData.containerTypes, 16],
  ['pop-names', referenceData.popNames, 31],
])('GET /reference-data/%s', (name, list, count) => {
  const path = `/reference-data/${name}`;

  it('returns the complete list, in list order, every time', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await mock.send('GET', path);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json()).toEqual(list);
      expect(answer.json()).toHaveLength(count);
    }
  });

  it('accepts a trailing slash and any query', async () => {
    expect((await mock.send('GET', `${path}/?page=2&limit=1`)).json()).toHaveLength(count);
  });

  it('returns only the headers to HEAD', async () => {
    const answer = await mock.send('HEAD', path);
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('returns nothing without a token', async () => {
    expect((await mock.send('GET', path, { authorization: null })).statusCode).toBe(401);
    expect((await mock.send('HEAD', path, { authorization: null })).statusCode).toBe(401);
  });

  it('accepts no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect((await mock.send(method, path)).statusCode).toBe(404);
    }
  });
});

it('there is no other list', async () => {
  expect((await mock.send('GET', '/reference-data')).statusCode).toBe(404);
  expect((await mock.send('GET', '/reference-data/EWC-codes')).statusCode).toBe(404);
});
