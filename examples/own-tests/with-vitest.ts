/**
 * The tests of with-node-test.ts with Vitest. In your own repository the name of the file ends in `.test.ts`, and
 * `npx vitest run` finds it.
 *
 * The software under test is ../typescript. Put your own in its place.
 */
import { runSuite, startMock } from 'receipt-rehearsal';
import { expect, test } from 'vitest';
import brief from '../brief.json' with { type: 'json' };
import act from '../typescript/act.ts';
import { ReceiptClient } from '../typescript/client.ts';

test('a receipt is sent again after a 503, and recorded once', { timeout: 30_000 }, async () => {
  // Closes the mock when the test ends, also when it fails. Needs Node 24, or Vitest.
  await using mock = await startMock();
  await mock.setFaults([{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 503 } }]);

  const outcome = await new ReceiptClient(mock.connection).submit(brief.movement);

  expect(outcome).toMatchObject({ outcome: 'accepted' });
  const sent = await mock.exchanges('receiveMovement');
  expect(sent.map(({ response }) => response.status)).toEqual([503, 201]);
  const { yourUniqueReference } = brief.movement;
  expect(await mock.movement(outcome.wasteTrackingId ?? '')).toMatchObject({ yourUniqueReference });
});

test('a token is renewed when it has expired', { timeout: 30_000 }, async () => {
  await using mock = await startMock();
  const client = new ReceiptClient(mock.connection);
  await client.submit(brief.movement);
  await mock.clock.advance(2 * 3_600_000);

  expect(await client.submit(brief.movement)).toMatchObject({ outcome: 'accepted' });
  expect(await mock.exchanges('issueToken')).toHaveLength(2);
});

test('the scenarios of production approval pass', { timeout: 60_000 }, async () => {
  // Nothing sends late in this process, so there is nothing to wait for.
  const { failures } = await runSuite({ driver: act, concurrency: 4, lateRequestsMs: 0 });
  expect(failures).toEqual([]);
});
