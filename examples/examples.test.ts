import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import brief from './brief.json' with { type: 'json' };
import { type FakeAnswer, fakeToken, startFakeService } from './test-support/fake-service.ts';
import { runExample } from './test-support/run-example.ts';

let service: Awaited<ReturnType<typeof startFakeService>>;
beforeEach(async () => {
  service = await startFakeService();
});
afterEach(() => service.close());

const python = 'python3';
const hasPython = spawnSync(python, ['--version']).status === 0;
if (!hasPython) console.warn('python3 is not on this machine: the Python examples are not tested');

const good = [
  { name: 'python', runs: hasPython, command: [python, 'examples/python/submit_receipt.py'] },
  { name: 'typescript', runs: true, command: [process.execPath, 'examples/typescript/submit-receipt.ts'] },
];
const bad = [python, 'examples/bad/sends-the-reason-sentence.py'];

/** A brief for the fake service, with a secret of its own to look for. */
function briefFor(movement: object = brief.movement) {
  const { apiUrl, tokenUrl } = service;
  return {
    ...brief,
    movement,
    connection: { ...brief.connection, apiUrl, tokenUrl, clientSecret: 'keep-this-to-yourself' },
  };
}

const missing = { key: 'wasteItems', errorType: 'NotProvided', message: '"wasteItems" is required' };
const positive = { key: 'wasteItems.0.weight.amount', errorType: 'OutOfRange', message: 'must be a positive number' };
const noAnswerBody = { status: 502, body: '<html>Bad Gateway</html>' };

describe.each(good)('the $name example', { timeout: 30_000 }, ({ name, runs, command }) => {
  describe.skipIf(!runs)(`${name} is on this machine`, () => {
    test('gets a token with a Basic header and a form, and submits the receipt with it', async () => {
      const { outcome } = await runExample(command, briefFor());
      expect(outcome).toEqual({ outcome: 'accepted', wasteTrackingId: '26BHUT6U', messages: [] });
      const [forToken, receipt] = service.seen;
      expect(forToken).toEqual({
        url: '/oauth2/token',
        authorization: `Basic ${Buffer.from('rehearsal-client:keep-this-to-yourself').toString('base64')}`,
        contentType: 'application/x-www-form-urlencoded',
        body: 'grant_type=client_credentials',
      });
      expect(receipt).toMatchObject({ authorization: `Bearer ${fakeToken}`, contentType: 'application/json' });
      expect(JSON.parse(receipt?.body ?? '')).toEqual(brief.movement);
    });

    test('shows the warnings of a receipt that was taken', async () => {
      service.next.receipt = [{ status: 201, body: { wasteTrackingId: '26A', validation: { warnings: [missing] } } }];
      const { outcome } = await runExample(command, briefFor());
      expect(outcome).toEqual({ outcome: 'accepted', wasteTrackingId: '26A', messages: [missing.message] });
    });

    test('shows every error of a receipt that was refused', async () => {
      service.next.receipt = [{ status: 400, body: { validation: { errors: [missing, positive] } } }];
      const { outcome } = await runExample(command, briefFor());
      expect(outcome).toEqual({ outcome: 'rejected', messages: [missing.message, positive.message] });
    });

    test.each<FakeAnswer & { says: string }>([
      { status: 401, body: { statusCode: 401, message: 'Token expired' }, says: 'get a new one' },
      { status: 402, body: { statusCode: 402, message: 'Payment Required' }, says: 'service charge' },
      { status: 404, body: { statusCode: 404, message: 'Not Found' }, says: 'check the API URL' },
      { status: 429, body: { message: 'Too Many Requests' }, says: 'slow down' },
      { status: 500, body: null, says: 'may or may not' },
      { ...noAnswerBody, says: 'may or may not' },
      { status: 201, body: {}, says: 'may or may not' },
    ])('fails with advice on $status $body', async ({ says, ...answer }) => {
      service.next.receipt = [answer];
      const { outcome } = await runExample(command, briefFor());
      expect(outcome).toEqual({ outcome: 'failed', messages: [expect.stringContaining(says)] });
    });

    test('sends no receipt without a token', async () => {
      service.next.token = [{ status: 400, body: { error: 'invalid_client' } }];
      const { outcome } = await runExample(command, briefFor());
      expect(outcome).toEqual({ outcome: 'failed', messages: [expect.stringContaining('client id and secret')] });
      expect(service.seen.map(({ url }) => url)).toEqual(['/oauth2/token']);
    });

    test('fails, and does not crash, where nobody listens', async () => {
      const toNobody = briefFor();
      await service.close();
      const { outcome } = await runExample(command, toNobody);
      expect(outcome).toEqual({ outcome: 'failed', messages: [expect.stringContaining('nothing was sent')] });
    });

    test.each([200, 400, 500])('prints no secret and no token, whatever the answer (%i)', async (status) => {
      service.next.receipt = [{ status, body: { message: 'no' } }];
      const { stdout, stderr } = await runExample(command, briefFor());
      expect(stdout + stderr).not.toMatch(/keep-this|a2VlcC|eyJ/);
    });
  });
});

describe.skipIf(!hasPython)('the bad example', () => {
  test('sends the sentence of the OpenAPI document in place of the reason code', async () => {
    await runExample(bad, briefFor({ ...brief.movement, reasonForNoConsignmentCode: 'NO_DOC_WITH_WASTE' }));
    const sent = JSON.parse(service.seen[1]?.body ?? '');
    expect(sent).toEqual({ ...brief.movement, reasonForNoConsignmentCode: 'No documentation provided with Waste' });
  });

  test('is like the good one where no reason is given', async () => {
    const { outcome } = await runExample(bad, briefFor());
    expect(outcome).toMatchObject({ outcome: 'accepted' });
    expect(JSON.parse(service.seen[1]?.body ?? '')).toEqual(brief.movement);
  });
});
