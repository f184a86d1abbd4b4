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
  test('has nothing to say of silence, nor of the client’s own requests', () => {
    expect(textOf()).toBeUndefined();
    expect(textOf({ ...token, clientId: own })).toBeUndefined();
  });

  test('has nothing to say where the client sent a receipt, whoever else called', () => {
    expect(textOf(stranger, exchange({ clientId: own }))).toBeUndefined();
  });

  test('names who called instead, with what and with what answer, and who should have', () => {
    const text = textOf({ ...token, clientId: 'our-live-client' }, stranger);
    expect(text).toContain('our-live-client (POST /oauth2/token answered 200; POST /movements/receive answered 201)');
    expect(text).toContain(
      `The client of this brief is ${own}: use the client id and secret in the brief’s connection`,
    );
  });

  test('says it, too, where the client got a token and another’s was used', () => {
    expect(textOf({ ...token, clientId: own }, stranger)).toContain('do not count here: our-live-client (');
  });

  test('tells callers apart, and says where there was no client to be told', () => {
    const nobody = exchange({ clientId: null, response: answered(401, { message: 'Missing authentication' }) });
    expect(textOf(stranger, nobody)).toContain(
      'our-live-client (POST /movements/receive answered 201); ' +
        'requests without a client id (POST /movements/receive answered 401 (Missing authentication))',
    );
  });

  test('stays short, whatever was sent', () => {
    const long = 'x'.repeat(10_000);
    const flood = Array.from({ length: 1000 }, (_, index) =>
      exchange({ clientId: `${index}${long}`, request: { ...post, url: `/${long}`, body: null } }),
    );
    expect(textOf(...flood)).toContain('and 992 more');
    expect(textOf(...flood)?.length).toBeLessThan(3000);
  });
});
