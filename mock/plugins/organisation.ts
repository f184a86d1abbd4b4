import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { at, type JsonValue } from '../../spec/json.ts';
import { isoOf } from '../clock.ts';
import type { Context } from '../context.ts';
import { sendProblem } from '../problem.ts';
import type { ApiCode } from '../store/store.ts';
import { whenThere } from '../when-there.ts';

/** What the service says of the day the service charge is paid until. Two names: as observed, and as published since. */
const expiryHeaders = ['service-charge-expiry-date', 'x-dwt-service-charge-expiry-date'];

export type Organisation =
  | { kind: 'known'; apiCode: ApiCode }
  | { kind: 'unknown' }
  /** The 402 has been sent. */
  | { kind: 'lapsed' };

/** Every answer of the two movement endpoints names the day, a refused token's too: until an organisation is known, none. */
export function serviceChargeExpiry(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { operationId: operation } = request.trace;
    if (operation === 'receiveMovement' || operation === 'updateMovement') sayExpiry(reply, null);
    done();
  });
}

function sayExpiry(reply: FastifyReply, expiry: string | null): void {
  for (const name of expiryHeaders) reply.header(name, expiry ?? 'not available');
}

/**
 * Finds the organisation that a receipt is for, and answers 402 where its service charge has lapsed: before the receipt
 * is validated, and before its tracking id is looked up. Source: service-tests-2026-09.
 */
export function findOrganisation(
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Organisation | Promise<Organisation> {
  const code = at(request.body as JsonValue | undefined, 'apiCode');
  const found = typeof code === 'string' ? context.store.apiCode(code) : undefined;
  return whenThere(found, (apiCode) => organisationOf(apiCode, reply, context));
}

function organisationOf(apiCode: ApiCode | undefined, reply: FastifyReply, { now, known }: Context): Organisation {
  if (apiCode !== undefined) known.apiCodes.add(apiCode.code);
  const expiry = apiCode?.isDisabled === false ? apiCode.serviceChargeExpiry : null;
  if (expiry !== null) sayExpiry(reply, expiry);
  if (apiCode === undefined || apiCode.isDisabled) return { kind: 'unknown' };
  if (expiry === null || expiry >= isoOf(now()).slice(0, 10)) return { kind: 'known', apiCode };
  // The facts name the 402 among the answers that tell of no day.
  sayExpiry(reply, null);
  sendProblem(reply, 402);
  return { kind: 'lapsed' };
}
