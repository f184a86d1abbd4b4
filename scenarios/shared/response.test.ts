import { expect, it } from 'vitest';
import type { Exchange } from '../../spec/types/exchange.ts';
import { updateOf } from '../testing/approval-case.ts';
import { latestUpdates, updatedIdOf } from './response.ts';

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
  expect(latestUpdates([put, newest, other, refused, unreadable])).toEqual(
    new Map([
      ['26BHUT6U', newest],
      ['26ABCDEF', other],
    ]),
  );
});
