import { describe, expect, test } from 'vitest';
import { answered, exchange, post, token } from '../../scenarios/testing/fake-exchange.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { receiptOfAnotherClient } from './unattributed-traffic.ts';

const own = 'rehearsal-r01-12345678';
const created = answered(201, { wasteTrackingId: '26BHUT6U' });
const stranger = exchange({ clientId: 'our-live-client', response: created });

function textOf(...meanwhile: Exchange[]): string | undefined {
  return receiptOfAnotherClient(own, 'receiveMovement', meanwhile)?.text;
}

describe('receiptOfAnotherClient', () => {
  test('is undefined without traffic, and for the client’s own requests', () => {
    expect(textOf()).toBeUndefined();
    expect(textOf({ ...token, clientId: own })).toBeUndefined();
  });

  test('is undefined if the client sent a receipt, even if others called', () => {
    expect(textOf(stranger, exchange({ clientId: own }))).toBeUndefined();
  });

  test('names the client that called, its requests and responses, and the client that should have called', () => {
    const text = textOf({ ...token, clientId: 'our-live-client' }, stranger);
    expect(text).toContain('our-live-client (POST /oauth2/token answered 200; POST /movements/receive answered 201)');
    expect(text).toContain(
      `The client of this brief is ${own}: use the client id and secret in the brief’s connection`,
    );
  });

  test('does so even if the client got a token but used another’s', () => {
    expect(textOf({ ...token, clientId: own }, stranger)).toContain('do not count here: our-live-client (');
  });

  test('distinguishes callers, and names requests without a client', () => {
    const anonymous = exchange({ clientId: null, response: answered(401, { message: 'Missing authentication' }) });
    expect(textOf(stranger, anonymous)).toContain(
      'our-live-client (POST /movements/receive answered 201); ' +
        'requests without a client id (POST /movements/receive answered 401 (Missing authentication))',
    );
  });

  test('stays short for any traffic', () => {
    const long = 'x'.repeat(10_000);
    const flood = Array.from({ length: 1000 }, (_, index) =>
      exchange({ clientId: `${index}${long}`, request: { ...post, url: `/${long}`, body: null } }),
    );
    expect(textOf(...flood)).toContain('and 992 more');
    expect(textOf(...flood)?.length).toBeLessThan(3000);
  });
});
