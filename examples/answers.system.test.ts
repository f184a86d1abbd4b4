import { describe, expect, test } from 'vitest';
import brief from './brief.json' with { type: 'json' };
import { type FakeAnswer, fakeToken } from './test-support/fake-service.ts';
import { failed, missing, several, stage, testedExamples, update } from './test-support/stage.ts';

const weight = { key: 'wasteItems.0.weight', errorType: 'NotProvided', message: '"wasteItems[0].weight" is required' };
const postcode = { key: 'receipt.address.postcode', errorType: 'InvalidFormat', message: 'must be in valid UK format' };
const unknown = { key: 'newField.0.code', errorType: 'InvalidValue', message: '"newField[0].code" is not known' };
const noItems = 'The list of waste items is missing';

describe.concurrent.each(testedExamples)('the $name example', ({ command, act }) => {
  test('gets a token with a Basic header and a form, and submits the receipt with it', async () => {
    const { service, clientId, outcomeOf } = await stage(command, act);
    expect(await outcomeOf()).toEqual({ outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: [] });
    const [forToken, receipt] = service.seen;
    expect(forToken).toMatchObject({
      url: '/oauth2/token',
      authorization: `Basic ${Buffer.from(`${clientId}:keep-this-to-yourself`).toString('base64')}`,
      contentType: 'application/x-www-form-urlencoded',
      body: 'grant_type=client_credentials',
    });
    expect(receipt).toMatchObject({ authorization: `Bearer ${fakeToken}`, contentType: 'application/json' });
    expect(JSON.parse(receipt?.body ?? '')).toEqual(brief.movement);
    for (const { userAgent } of service.seen) expect(userAgent).toBe('InventedWeighbridge/1.0 (example)');
  });

  test('shows the warnings of a receipt that was taken', async () => {
    const { service, outcomeOf } = await stage(command, act);
    service.next.receipt = [{ status: 201, body: { wasteTrackingId: '26A', validation: { warnings: [missing] } } }];
    expect(await outcomeOf()).toEqual({ outcome: 'accepted', wasteTrackingId: '26A', messages: [noItems] });
  });

  test('shows every error of a receipt that was refused in its own words, and does not repeat it', async () => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.receipt = [{ status: 400, body: { validation: { errors: [missing, weight, postcode, unknown] } } }];
    expect(await outcomeOf()).toEqual({
      outcome: 'rejected',
      messages: [
        noItems,
        'Waste item 1: the weight is missing',
        'The postcode of the site has the wrong format',
        // The API's text is better than none.
        `newField.0.code: ${unknown.message}`,
      ],
    });
    expect(asked()).toEqual(['token', 'POST']);
  });

  test.each<FakeAnswer & { says: string }>([
    { status: 400, body: '<html>', says: 'gave no reason' },
    { status: 402, body: { statusCode: 402, message: 'Payment Required' }, says: 'service charge' },
  ])('explains why the receipt was rejected with $status, and does not repeat it', async ({ says, ...answer }) => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.receipt = [answer];
    expect(await outcomeOf()).toEqual({ outcome: 'rejected', messages: [expect.stringContaining(says)] });
    expect(asked()).toEqual(['token', 'POST']);
  });

  test.each<FakeAnswer & { says: string }>([
    { status: 404, body: { statusCode: 404, message: 'Not Found' }, says: 'check the API URL' },
    { status: 413, body: { statusCode: 413 }, says: 'nothing was recorded' },
    { status: 302, body: null, headers: { location: '/oauth2/token' }, says: 'may or may not' },
    { status: 500, body: null, says: 'may or may not' },
    { status: 502, body: '<html>Bad Gateway</html>', says: 'may or may not' },
    { status: 504, body: '[]', says: 'may or may not' },
    { status: 201, body: {}, says: 'may or may not' },
    { status: 201, body: '{"wasteTrackingId": "26', says: 'may or may not' },
    { status: 201, body: null, breaks: 'reset', says: 'may or may not' },
    { status: 201, body: { wasteTrackingId: '26A' }, breaks: 'cut-short', says: 'may or may not' },
  ])('says what to do after $status $body $breaks, and does not repeat it', async ({ says, ...answer }) => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.receipt = [answer];
    expect(await outcomeOf()).toEqual(failed(says));
    expect(asked()).toEqual(['token', 'POST']);
  });

  test('answers for many receipts in their order', async () => {
    const { service, outcomeOf } = await stage(command, act);
    const ids = Array.from({ length: 20 }, (_, index) => `26ORDER${index}`);
    service.next.receipt = ids.map((wasteTrackingId) => ({ status: 201, body: { wasteTrackingId } }));
    const outcome = await outcomeOf(several(20));
    const sent = service.seen.filter(({ url }) => url === '/movements/receive');
    const idOf = new Map(sent.map(({ body }, index) => [JSON.parse(body).yourUniqueReference, ids[index]]));
    expect(idOf.size).toBe(20);
    const results = several(20).movements.map(({ yourUniqueReference }) => {
      return { outcome: 'accepted', wasteTrackingId: idOf.get(yourUniqueReference), messages: [] };
    });
    expect(outcome).toEqual({ results });
  });

  test('updates a receipt by its id', async () => {
    const { service, outcomeOf } = await stage(command, act);
    expect(await outcomeOf(update)).toEqual({ outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: [] });
    const { method, url, body } = service.seen[1] ?? {};
    expect({ method, url }).toEqual({ method: 'PUT', url: '/movements/26BHUT6U/receive' });
    expect(JSON.parse(body ?? '')).toEqual(brief.movement);
  });

  test('shows the warnings on an update', async () => {
    const { service, outcomeOf } = await stage(command, act);
    service.next.update = [{ status: 200, body: { validation: { warnings: [missing] } } }];
    expect(await outcomeOf(update)).toMatchObject({ outcome: 'accepted', messages: [noItems] });
  });

  test.each<FakeAnswer & { says: string }>([
    { status: 404, body: { statusCode: 404, message: 'Not Found' }, says: 'no receipt with this id' },
    { status: 500, body: null, says: 'safe to send it again' },
    { status: 200, body: null, breaks: 'reset', says: 'safe to send it again' },
  ])('does not repeat an update after $status $breaks, and says what to do', async ({ says, ...answer }) => {
    const { service, outcomeOf, asked } = await stage(command, act);
    service.next.update = [answer];
    expect(await outcomeOf(update)).toEqual(failed(says));
    expect(asked()).toEqual(['token', 'PUT']);
  });

  test('keeps an id that looks like a path in its place', async () => {
    const { service, outcomeOf } = await stage(command, act);
    await outcomeOf({ ...update, wasteTrackingId: '../a/b?c' });
    expect(service.seen[1]?.url).toBe('/movements/..%2Fa%2Fb%3Fc/receive');
  });

  test.each([200, 400, 500])('prints no secret and no token after any response (%i)', async (status) => {
    const { service, run } = await stage(command);
    service.next.receipt = [{ status, body: { message: 'no' } }];
    const { stdout, stderr } = await run();
    expect(stdout + stderr).not.toMatch(/keep-this|a2VlcC|eyJ/);
  });
});
