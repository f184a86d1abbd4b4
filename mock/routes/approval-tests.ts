import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { check } from '../../spec/approval-checker.ts';
import type { JsonValue } from '../../spec/json.ts';
import type { Context } from '../context.ts';
import { sendErrors } from '../hooks/error-handler.ts';
import { type ApprovalTest, readApprovalTests } from '../rules/approval-request.ts';
import type { StoredMovement } from '../store/store.ts';

/** Serves `POST /production-approval-tests`: the service's own checker, on the latest state of each receipt. */
export function assessProductionApprovalTests(app: FastifyInstance, { store }: Context): void {
  const options = { config: { operationId: 'assessProductionApprovalTests' as const } };
  app.post('/production-approval-tests', options, async (request, reply) => {
    const asked = readApprovalTests(request.body as JsonValue | undefined);
    if (asked.kind === 'refused') return sendErrors(reply, asked.errors);
    const found = await Promise.all(
      asked.tests.map(async (test) => ({ test, movement: await store.movement(test.wasteTrackingId) })),
    );

    const unknown = found.filter(({ movement }) => movement === undefined).map(({ test }) => test.wasteTrackingId);
    if (unknown.length > 0) {
      const message = `Could not find waste input(s) for the following id(s): ${[...new Set(unknown)].join(', ')}`;
      return sendErrors(reply, [{ key: 'wasteTrackingId', errorType: 'InvalidValue', message }]);
    }
    if (found.some(({ movement }) => movement?.clientId !== request.state.clientId)) {
      const message = 'One or more waste tracking ids are not valid for the client id';
      return sendErrors(reply, [{ key: 'wasteTrackingId', errorType: 'InvalidValue', message }]);
    }
    const results = found.flatMap(({ test, movement }) => (movement === undefined ? [] : [resultOf(test, movement)]));
    return { submissionId: randomBytes(12).toString('hex'), results };
  });
}

function resultOf({ scenarioId, wasteTrackingId }: ApprovalTest, { receipt }: StoredMovement) {
  return { scenarioId, wasteTrackingId, ...check(scenarioId, receipt) };
}
