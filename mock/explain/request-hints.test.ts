import { beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { createMovement, type OpenMock, openMock, type Sent } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith } from '../testing/receipt-with.ts';
import { hintsFor } from './request-hints.ts';

let mock: OpenMock;
let id: string;
beforeAll(async () => {
  mock = await openMock();
  id = await createMovement(mock, receiptWith());
});

/** Sends a request to the mock and returns the hints in the journal. */
async function hintsOn(method: string, path: string, sent: Sent = {}) {
  await mock.send(method, path, sent);
  const { notes } = await mock.lastExchange();
  return notes.filter(({ kind, key }) => kind === 'explanation' && key === undefined);
}

const popNames = '/reference-data/pop-names';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const bearer = () => mock.authorization;

describe('a hint on a misdirected request', () => {
  it.each<[string, string, string, () => Sent, string, string]>([
    ['a token in the URL', 'GET', `${popNames}?access_token=x.y.z`, () => ({}), 'is in the URL', 'Bearer'],
    ['a secret in the URL', 'GET', `/health?a=1&client_secret=x`, () => ({}), 'is in the URL', 'replaced'],
    [
      'a token in another header',
      'GET',
      popNames,
      () => ({ authorization: null, headers: { 'x-api-key': bearer() } }),
      'The header x-api-key is ignored.',
      'Send Authorization: Bearer TOKEN.',
    ],
    [
      'the client’s credentials on the API',
      'GET',
      popNames,
      () => ({ authorization: 'Basic cmVoZWFyc2Fs' }),
      'does not accept the client’s credentials',
      'POST /oauth2/token',
    ],
    [
      'a bare token',
      'GET',
      popNames,
      () => ({ authorization: bearer().slice(7) }),
      'The token has no scheme.',
      'the word Bearer',
    ],
    ['no token', 'GET', popNames, () => ({ authorization: null }), 'no authorization header', 'POST /oauth2/token'],
    [
      'no token with a complete receipt',
      'POST',
      '/movements/receive',
      () => ({ authorization: null, body: receiptWith() }),
      'no authorization header',
      'POST /oauth2/token',
    ],
    [
      'an API code in the URL',
      'GET',
      `${popNames}?apiCode=${firstApiCode}`,
      () => ({}),
      'An API code, or something like one, is in the URL.',
      'the field apiCode',
    ],
    [
      'a URL of an unofficial page',
      'PUT',
      '/confirmations/26ABCDEF',
      () => ({ body: {} }),
      'Only an unofficial page leads to this URL; the service does not have it. The page (third-party FAQ) says: A treatment facility',
      'POST /movements/receive',
    ],
    ['a base URL of an unofficial page', 'POST', '/api/v1/movements', () => ({ body: {} }), 'unofficial', 'PUT'],
    ['a pre-notification', 'POST', '/prenotifications', () => ({ body: {} }), 'unofficial', 'POST'],
    ['a discrepancy', 'POST', '/discrepancies', () => ({ body: {} }), 'unofficial', 'Correct the weight by PUT'],
    [
      'a path in another case',
      'POST',
      '/Movements/Receive',
      () => ({ body: {} }),
      'The path is nearly /movements/receive.',
      'Call POST /movements/receive: case matters',
    ],
    [
      'a path with a version',
      'GET',
      `/v1${popNames}`,
      () => ({}),
      `nearly ${popNames}`,
      `Call GET ${popNames}: case matters, and it has no version.`,
    ],
    ['a path with two slashes', 'GET', '//health', () => ({}), 'nearly /health', 'Call GET /health'],
    [
      'another method',
      'PUT',
      '/movements/receive',
      () => ({ body: {} }),
      '/movements/receive has no PUT.',
      'Call POST /movements/receive.',
    ],
    [
      'a path of an older document',
      'POST',
      '/v1/movements/receive',
      () => ({ body: {} }),
      'An older document has a version in its path, before /movements/receive.',
      'Call POST /movements/receive, without the version.',
    ],
    [
      'a shorter path',
      'POST',
      '/movements',
      () => ({ body: {} }),
      'nearly /movements/receive',
      'Call POST /movements/r',
    ],
    ['one of its own', 'POST', '/waste-movements', () => ({ body: {} }), 'nearly /movements/receive', 'Call POST'],
    [
      'an update without its end',
      'PATCH',
      '/movements/26ABCDEF',
      () => ({ body: {} }),
      'nearly /movements/{wasteTrackingId}/receive',
      'Call PUT /movements/{wasteTrackingId}/receive',
    ],
    [
      'an update of one part',
      'PUT',
      '/movements/26ABCDEF/receive/hazardous',
      () => ({ body: {} }),
      'nearly /movements/{wasteTrackingId}/receive',
      'Call PUT /movements/{wasteTrackingId}/receive',
    ],
    ['a list by another name', 'GET', '/reference-data/haz-codes', () => ({}), 'nearly', 'hazardous-property-codes'],
    ['a list at another place', 'GET', '/ewc-codes', () => ({}), 'nearly', 'Call GET /reference-data/ewc-codes'],
    ['a list with a typing error', 'GET', '/reference-data/continer-types', () => ({}), 'nearly', 'container-types'],
    [
      'the token endpoint at another place',
      'POST',
      '/oauth/token',
      () => ({ authorization: null, headers: form, text: 'grant_type=client_credentials' }),
      'nearly /oauth2/token',
      'Call POST /oauth2/token',
    ],
    [
      'a path with a typing error',
      'POST',
      '/movements/recieve',
      () => ({ body: {} }),
      'nearly',
      'POST /movements/receive.',
    ],
    [
      'a folder before the path',
      'POST',
      '/tracking/movements/receive',
      () => ({ body: {} }),
      'nearly',
      'POST /movements/receive.',
    ],
    ['the id at the end', 'PUT', '/movements/receive/26ABCDEF', () => ({ body: {} }), 'nearly', 'Tracking'],
    [
      'a value that is not a list',
      'GET',
      '/reference-data/nope',
      () => ({}),
      'has no such address',
      'GET /reference-data/ewc-',
    ],
    ['another health check', 'GET', '/healthz', () => ({}), 'nearly /health', 'Call GET /health'],
    [
      'reading a receipt back',
      'GET',
      '/movements/26ABCDEF/receive',
      () => ({}),
      'the service gives no receipt back',
      'Keep receipts in your own records',
    ],
    [
      'a path like none',
      'GET',
      '/nowhere',
      () => ({}),
      'The service has no such address.',
      'POST /movements/receive, PUT /movements/{wasteTrackingId}/receive, GET /reference-data/ewc-codes,',
    ],
    ['no path', 'GET', '/', () => ({}), 'The service has no such address.', 'GET /health.'],
    [
      'another method for an update',
      'POST',
      '/movements/26ABCDEF/receive',
      () => ({ body: {} }),
      '/movements/{wasteTrackingId}/receive has no POST.',
      'Call PUT /movements/{wasteTrackingId}/receive.',
    ],
    [
      'JSON at the token endpoint',
      'POST',
      '/oauth2/token',
      () => ({ authorization: null, body: { grant_type: 'client_credentials' } }),
      'The token endpoint reads forms only.',
      'application/x-www-form-urlencoded',
    ],
    [
      'a receipt declared as text',
      'POST',
      '/movements/receive',
      () => ({ text: '{}', headers: { 'content-type': 'text/plain' } }),
      'The receipt is not declared as JSON.',
      'application/json',
    ],
    [
      'a receipt declared as a form',
      'POST',
      '/movements/receive',
      () => ({ text: 'a=1', headers: form }),
      'The receipt is not declared as JSON.',
      'application/json',
    ],
    [
      'a receipt declared as XML',
      'PUT',
      '/movements/26ABCDEF/receive',
      () => ({ text: '<a/>', headers: { 'content-type': 'application/xml' } }),
      'The receipt is not declared as JSON.',
      'application/json',
    ],
    [
      'a token that has been cut',
      'GET',
      popNames,
      () => ({ authorization: bearer().slice(0, -10) }),
      'The token was refused: Invalid token signature.',
      'complete',
    ],
    [
      'the word Bearer alone',
      'GET',
      popNames,
      () => ({ authorization: 'Bearer' }),
      'The token was refused: Bad HTTP authentication header format.',
      'Authorization: Bearer TOKEN',
    ],
  ])('is given for %s', async (_, method, path, sent, text, fix) => {
    const hints = await hintsOn(method, path, sent());
    const hint = hints.find((each) => each.text.includes(text));
    expect(hint?.fix, JSON.stringify(hints)).toContain(fix);
  });

  it('is not given for a valid request, or if the receipt itself is at fault', async () => {
    for (const [method, path, sent] of [
      ['GET', popNames, {}],
      ['GET', '/health', { authorization: null }],
      ['POST', '/movements/receive', { body: receiptWith() }],
      ['POST', '/movements/receive', { body: {} }],
      ['PUT', `/movements/${id}/receive`, { body: receiptWith() }],
    ] as const) {
      expect(await hintsOn(method, path, sent), `${method} ${path}`).toEqual([]);
    }
  });

  it.each(['26NOBODY', '26nobody'])(
    'is not given for an update of %s, which is valid except for its id',
    async (name) => {
      expect(await hintsOn('PUT', `/movements/${name}/receive`, { body: receiptWith() })).toEqual([]);
      expect((await mock.lastExchange()).response.status).toBe(404);
    },
  );

  it('names every address of the document, and the two beside it, if the path is like none', async () => {
    const { document } = loadContract({ ruleSet: 'observed' });
    const declared = Object.entries(document['paths'] as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const [hint] = await hintsOn('GET', '/nowhere');
    const named = String(hint?.fix).match(/[A-Z]+ \/[^,. ]+/g);
    expect(named?.toSorted()).toEqual([...declared, 'POST /oauth2/token', 'GET /health'].toSorted());
  });

  it('leaves the response on the wire as it is', async () => {
    for (const path of ['/nowhere', '/v1/movements/receive', '/movements']) {
      await mock.send('POST', path, { body: {} });
      expect((await mock.lastExchange()).response.body).toEqual({
        json: { statusCode: 404, error: 'Not Found', message: 'Not Found' },
      });
    }
  });

  it('repeats nothing that is secret', async () => {
    await mock.send('GET', `/Health?token=very-secret-token`, { headers: { 'x-api-key': 'very-secret-token' } });
    expect(JSON.stringify(await mock.lastExchange())).not.toContain('very-secret-token');
  });

  it('has a text, a fix and a source', () => {
    const hints = hintsFor({
      method: 'GET',
      url: `/v1/health?token=x&api=${firstApiCode}`,
      headers: {},
      status: 404,
    });
    expect(hints).toHaveLength(3);
    for (const hint of hints) {
      expect(hint).toEqual({
        text: expect.stringMatching(/\.$/),
        fix: expect.stringMatching(/\.$/),
        source: expect.stringMatching(/^[a-z0-9-]+$/),
      });
    }
  });
});
