/**
 * Tests of an integration with `node:test`: a mock for single questions, and a rehearsal for everything else.
 *
 *     node --test examples/own-tests/with-node-test.ts
 *
 * The software under test is ../typescript. Put your own in its place.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuite, startMock } from 'receipt-rehearsal';
import brief from '../brief.json' with { type: 'json' };
import act from '../typescript/act.ts';
import { ReceiptClient } from '../typescript/client.ts';

test('a receipt is sent again after a 503, and recorded once', async (t) => {
  const mock = await startMock();
  t.after(() => mock.close());
  await mock.setFaults([{ on: 'receiveMovement', times: 1, fault: { kind: 'status', status: 503 } }]);

  const outcome = await new ReceiptClient(mock.connection).submit(brief.movement);

  assert.equal(outcome.outcome, 'accepted');
  const sent = await mock.exchanges('receiveMovement');
  assert.deepEqual(
    sent.map(({ response }) => response.status),
    [503, 201],
  );
  const stored = await mock.movement(outcome.wasteTrackingId ?? '');
  assert.equal(stored?.yourUniqueReference, brief.movement.yourUniqueReference);
});

test('a token is renewed when it has expired', async (t) => {
  const mock = await startMock();
  t.after(() => mock.close());
  const client = new ReceiptClient(mock.connection);
  await client.submit(brief.movement);
  await mock.clock.advance(2 * 3_600_000);

  assert.equal((await client.submit(brief.movement)).outcome, 'accepted');
  assert.equal((await mock.exchanges('issueToken')).length, 2);
});

test('the scenarios of production approval pass', async () => {
  // Nothing sends late in this process, so there is nothing to wait for.
  const { failures } = await runSuite({ driver: act, concurrency: 4, lateRequestsMs: 0 });
  assert.deepEqual(failures, []);
});
