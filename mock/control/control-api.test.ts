import SwaggerParser from '@apidevtools/swagger-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { buildMock } from '../build-mock.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { type ControlRequest, control, controlOperations } from '../testing/control-client.ts';
import { createMovement, type OpenMock, openMock } from '../testing/open-mock.ts';
import { firstApiCode, receiptWith } from '../testing/receipt-with.ts';
import { controlDocument } from './openapi.ts';

let mock: OpenMock;
let id: string;
beforeAll(async () => {
  mock = await openMock();
  id = await createMovement(mock, receiptWith());
});

describe('the control API’s document', () => {
  it('is a valid OpenAPI document', async () => {
    await SwaggerParser.validate(structuredClone(controlDocument()) as never);
  });

  it('is served by the control API', async () => {
    expect((await control(mock, 'GET', '/openapi.json')).json()).toEqual(controlDocument());
  });

  it('describes every existing route, and no other', async () => {
    const app = buildMock({ contract: loadContract({ ruleSet: 'observed' }), store: openSqliteStore('memory') });
    const routes: string[] = [];
    app.addHook('onRoute', ({ method, url }) => {
      // The router answers HEAD wherever it answers GET, and OPTIONS only to refuse it.
      for (const each of [method].flat()) if (each !== 'HEAD' && each !== 'OPTIONS') routes.push(`${each} ${url}`);
    });
    await app.ready();
    const found = routes.flatMap((route) => {
      const [, method, path] = /^(\w+) \/_rehearsal(.*)$/.exec(route) ?? [];
      return path === undefined ? [] : [`${method} ${path.replace(/:\w+/g, '{}')}`];
    });
    const described = controlOperations().map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(described.length).toBeGreaterThan(10);
    expect(found.sort()).toEqual(described.sort());
  });

  it('lists the operations of the service that a fault can be planned for', () => {
    const on = at(controlDocument(), 'components', 'schemas', 'plannedFault', 'properties', 'on', 'enum');
    const operations = Object.values(loadContract({ ruleSet: 'published' }).document['paths'] as JsonObject)
      .flatMap((methods) => Object.values(methods as JsonObject))
      .map((operation) => at(operation, 'operationId'));
    expect([...(on as JsonValue[])].sort()).toEqual([...operations, 'issueToken'].sort());
  });
});

type Example = [operation: string, status: number, method: string, path: string, request?: ControlRequest];

const organisation = '/organisations/dummy-organisation-1';
const examples: Example[] = [
  ['describe', 200, 'GET', '/openapi.json'],
  ['listExchanges', 200, 'GET', '/exchanges'],
  ['listExchanges', 400, 'GET', '/exchanges?after=x'],
  ['followExchanges', 400, 'GET', '/events?client=a&client=b'],
  ['readMovement', 200, 'GET', '/movements/ID'],
  ['readMovement', 404, 'GET', '/movements/26NOBODY'],
  ['listVerdicts', 200, 'GET', '/scenarios'],
  ['listVerdicts', 400, 'GET', '/scenarios?client=a&client=b'],
  ['addClient', 201, 'POST', '/clients'],
  ['addClient', 400, 'POST', '/clients', { body: { clientSecret: 'short' } }],
  ['addClient', 409, 'POST', '/clients', { body: { clientId: 'rehearsal-client' } }],
  ['addOrganisation', 201, 'POST', '/organisations', { body: { organisationId: 'acme' } }],
  ['addOrganisation', 400, 'POST', '/organisations', { body: { serviceChargeExpiry: '2026-02-30' } }],
  ['addOrganisation', 409, 'POST', '/organisations', { body: { organisationId: 'acme' } }],
  ['changeOrganisation', 200, 'PATCH', organisation, { body: { serviceChargeExpiry: null } }],
  ['changeOrganisation', 400, 'PATCH', organisation, { body: {} }],
  ['changeOrganisation', 404, 'PATCH', '/organisations/nobody', { body: { serviceChargeExpiry: null } }],
  ['addApiCode', 201, 'POST', `${organisation}/api-codes`],
  ['addApiCode', 400, 'POST', `${organisation}/api-codes`, { text: '{bad' }],
  ['addApiCode', 409, 'POST', `${organisation}/api-codes`, { body: { apiCode: firstApiCode } }],
  ['addApiCode', 404, 'POST', '/organisations/nobody/api-codes'],
  ['changeApiCode', 200, 'PATCH', `${organisation}/api-codes/${firstApiCode}`, { body: { disabled: false } }],
  ['changeApiCode', 400, 'PATCH', `${organisation}/api-codes/${firstApiCode}`, { body: { disabled: 'yes' } }],
  ['changeApiCode', 404, 'PATCH', `${organisation}/api-codes/nothing`, { body: { disabled: true } }],
  ['mintToken', 201, 'POST', '/tokens', { body: { clientId: 'me' } }],
  ['mintToken', 400, 'POST', '/tokens', { body: {} }],
  ['readClock', 200, 'GET', '/clock'],
  ['setClock', 200, 'POST', '/clock', { body: { advance: '1ms' } }],
  ['setClock', 400, 'POST', '/clock', { body: { advance: 'soon' } }],
  ['listFaults', 200, 'GET', '/faults'],
  ['planFaults', 200, 'PUT', '/faults', { body: [] }],
  ['planFaults', 400, 'PUT', '/faults', { body: {} }],
  ['reset', 400, 'POST', '/reset', { text: '{bad' }],
  ['reset', 204, 'POST', '/reset'],
];

describe('every documented response', () => {
  it.each(examples)('%s is %i, as the document says', async (operation, status, method, path, request) => {
    const answer = await control(mock, method, path.replace('ID', id), request);
    expect(answer.statusCode).toBe(status);
    expect(controlOperations().find(({ id: known }) => known === operation)?.responses).toHaveProperty([`${status}`]);
  });

  it('has an example here, except for the stream and for requests from elsewhere', () => {
    const shown = new Set(examples.map(([operation, status]) => `${operation} ${status}`));
    const documented = controlOperations().flatMap(({ id: operation, responses }) =>
      Object.keys(responses).map((status) => `${operation} ${status}`),
    );
    const elsewhere = ['followExchanges 200', ...controlOperations().map(({ id: operation }) => `${operation} 403`)];
    expect(documented.filter((each) => !shown.has(each)).sort()).toEqual(elsewhere.sort());
  });

  it.each(controlOperations())('$method $path responds 403 to requests from elsewhere', async ({ method, path }) => {
    const answer = await control(mock, method, path.replace(/\{\w+\}/g, 'x'), { remoteAddress: '192.0.2.7' });
    expect(answer.statusCode).toBe(403);
  });
});

describe('a control request', () => {
  it('leaves nothing in the journal, whatever the response', async () => {
    const own = await openMock();
    for (const [, , method, path, request] of examples) {
      await control(own, method, path, request);
      await control(own, method, path, { ...request, remoteAddress: '192.0.2.7' });
    }
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'POST']) await control(own, method, '/nowhere');
    expect(await own.store.exchanges({})).toEqual([]);
  });

  it.each([
    ['to an unknown address', 'GET', '/nowhere'],
    ['to no address at all', 'GET', ''],
    ['to an address and one slash more than there is', 'GET', '/exchanges//'],
    ['by another method', 'DELETE', '/exchanges'],
    ['by OPTIONS', 'OPTIONS', '/exchanges'],
  ])('%s is answered 404, with the addresses there are and the way to the document', async (_, method, path) => {
    const answer = await control(mock, method, path);
    expect(answer.statusCode).toBe(404);
    const { error, message } = answer.json<{ error: string; message: string }>();
    expect(error).toBe('Not Found');
    expect(message.startsWith(`The control API has no ${method} /_rehearsal${path}. It has GET /`)).toBe(true);
    expect(message).toMatch(/, POST \/clock.*; see \/_rehearsal\/openapi\.json\.$/);
    const declared = Object.values(controlDocument()['paths'] ?? {}).flatMap((item) => Object.keys(item as object));
    expect(message.match(/\b(?:GET|POST|PUT|PATCH|DELETE) \/(?!_)/g)).toHaveLength(
      declared.filter((method) => method !== 'parameters').length,
    );
  });

  it('from a browser’s preflight is not allowed anything', async () => {
    const answer = await control(mock, 'OPTIONS', '/clients', {
      headers: { origin: 'http://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.statusCode).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each<[string, ControlRequest]>([
    ['is not JSON', { text: '{bad' }],
    ['is of another type', { text: '<a/>', headers: { 'content-type': 'application/xml' } }],
    ['is JSON declared as text', { text: '{}', headers: { 'content-type': 'text/plain' } }],
    ['is not an object', { body: [] }],
    ['has an unknown field', { body: { colour: 'red' } }],
    ['would reach into every object', { text: '{"__proto__":{"name":"x"}}' }],
    ['is longer than the service accepts', { text: JSON.stringify({ name: 'x'.repeat(1_048_576) }) }],
  ])('with a body that %s is answered 400', async (_, request) => {
    const answer = await control(mock, 'POST', '/clients', request);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ error: 'Bad Request', message: expect.stringMatching(/\w/) });
  });

  it('gets the name of the invalid field', async () => {
    const messageFor = async (path: string, body: JsonValue) => (await control(mock, 'POST', path, { body })).json();
    expect(await messageFor('/clients', { colour: 'red' })).toMatchObject({
      message: 'the body has no field "colour"',
    });
    expect(await messageFor('/clients', { clientSecret: 'short' })).toMatchObject({
      message: expect.stringContaining('clientSecret'),
    });
    expect(await messageFor('/tokens', {})).toMatchObject({ message: expect.stringContaining('clientId') });
  });

  it.each([undefined, '', 'null', '{}'])('accepts %j as an empty body', async (text) => {
    const request = text === undefined ? {} : { text };
    expect((await control(mock, 'POST', '/clients', request)).statusCode).toBe(201);
    expect((await control(mock, 'POST', '/reset', request)).statusCode).toBe(204);
  });

  it('accepts a trailing slash', async () => {
    expect((await mock.app.inject({ method: 'GET', url: '/_rehearsal/clock/' })).statusCode).toBe(200);
  });
});
