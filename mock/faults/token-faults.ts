import type { FastifyRequest } from 'fastify';
import type { OperationId, PlannedFault } from '../../spec/types/exchange.ts';
import type { Context } from '../context.ts';
import { effectOf } from './effects.ts';
import { markFaulted } from './fault-effect.ts';

/**
 * True if `harmToken` injects the fault when it verifies the token. Requests for a token have none, so other faults are
 * injected when the request is handled.
 */
export function isDueWithToken(on: OperationId, planned: PlannedFault | undefined): boolean {
  return on !== 'issueToken' && (planned?.fault.kind === 'rotate-key' || planned?.fault.kind === 'expire-token');
}

/** Injects a fault into a request whose token is valid: a bad one spends no fault. Returns true if the key changed. */
export async function harmToken(
  request: FastifyRequest,
  { token, clientId }: { token: string; clientId: string },
  context: Context,
): Promise<boolean> {
  const { operationId } = request.state;
  if (operationId === null) return false;
  const isDue = (next: PlannedFault | undefined) => isDueWithToken(operationId, next);
  if (!isDue(context.faults.next(operationId, clientId))) return false;
  const planned = await context.faults.spend(operationId, clientId, isDue);
  // Another request was faster.
  if (planned === undefined) return false;
  markFaulted(request, planned, effectOf(planned));
  if (planned.fault.kind === 'expire-token') {
    await context.tokenExpiryOverrides.add(token, { uses: 0 }, context.now());
    return false;
  }
  await (await context.keys).rotate(planned.client);
  return true;
}
