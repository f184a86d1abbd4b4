import type { FastifyRequest } from 'fastify';
import type { OperationId, PlannedFault } from '../../../spec/types/exchange.ts';
import type { Context } from '../../context.ts';
import { type FaultEffect, markFaulted } from '../fault-effect.ts';

/** A new signing key. Where the plan names a client, only that client's tokens of the former ones are refused. */
export function rotateKey(client: string | undefined): FaultEffect {
  return {
    text: 'the signing key was changed before the token was looked at. Tokens of the former one are refused.',
    before: async ({ context }) => {
      await (await context.keys).rotate(client);
      return 'goes on';
    },
  };
}

/**
 * True where the fault has its turn in `rotatedForRequest`, before the token is looked at, and not when the request is
 * dealt with. To ask for a token, none is needed.
 */
export function isDueWithToken(on: OperationId, planned: PlannedFault | undefined): boolean {
  return on !== 'issueToken' && planned?.fault.kind === 'rotate-key';
}

/** True where the key was changed under a request whose token was good. A bad one spends no fault. */
export async function rotatedForRequest(request: FastifyRequest, clientId: string, context: Context): Promise<boolean> {
  const { operationId } = request.state;
  if (operationId === null) return false;
  const isDue = (next: PlannedFault | undefined) => isDueWithToken(operationId, next);
  if (!isDue(context.faults.next(operationId, clientId))) return false;
  const planned = await context.faults.spend(operationId, clientId, isDue);
  // Another request was faster.
  if (planned === undefined) return false;
  const effect = rotateKey(planned.client);
  markFaulted(request, planned, effect);
  await (await context.keys).rotate(planned.client);
  return true;
}
