import type { FastifyReply, FastifyRequest } from 'fastify';
import { at, type JsonValue } from '../../spec/json.ts';
import type { Context } from '../context.ts';
import { sendProblem } from '../hooks/error-handler.ts';
import type { ApiCode } from '../store/store.ts';

/**
 * The headers with the date the service charge is paid until. Two names: as observed, and as published since. Every
 * response of the two movement endpoints has them, even to a refused token: without a date until the organisation is
 * known.
 */
export const expiryUnknown = expiryHeaders(null);

export type FoundOrganisation =
  | { kind: 'known'; apiCode: ApiCode }
  | { kind: 'unknown' }
  /** The 402 has been sent. */
  | { kind: 'lapsed' };

function expiryHeaders(expiry: string | null): Readonly<Record<string, string>> {
  const said = expiry ?? 'not available';
  return { 'service-charge-expiry-date': said, 'x-dwt-service-charge-expiry-date': said };
}

/**
 * Finds the organisation of a receipt, and responds 402 if its service charge has lapsed: before the receipt is
 * validated, and before its tracking id is looked up. Source: service-tests-2026-09.
 */
export async function findOrganisation(
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Promise<FoundOrganisation> {
  const code = at(request.body as JsonValue | undefined, 'apiCode');
  const apiCode = typeof code === 'string' ? await context.store.apiCode(code) : undefined;
  return organisationOf(apiCode, reply, context);
}

function organisationOf(apiCode: ApiCode | undefined, reply: FastifyReply, { now, known }: Context): FoundOrganisation {
  if (apiCode !== undefined) known.apiCodes.add(apiCode.code);
  const expiry = apiCode?.isDisabled === false ? apiCode.serviceChargeExpiry : null;
  if (expiry !== null) reply.headers(expiryHeaders(expiry));
  if (apiCode === undefined || apiCode.isDisabled) return { kind: 'unknown' };
  if (expiry === null || expiry >= now().toISOString().slice(0, 10)) return { kind: 'known', apiCode };
  // The facts list the 402 among the responses without a date.
  reply.headers(expiryUnknown);
  sendProblem(reply, 402);
  return { kind: 'lapsed' };
}
