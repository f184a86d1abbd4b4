import type { FastifyReply, FastifyRequest } from 'fastify';
import { at, type JsonValue } from '../../spec/json.ts';
import type { Context } from '../context.ts';
import { ruleOnOtherDates } from '../explain/other-dates.ts';
import { sendProblem } from '../hooks/error-handler.ts';
import type { ApiCode } from '../store/store.ts';

export type FoundOrganisation =
  | { kind: 'known'; apiCode: ApiCode }
  | { kind: 'unknown' }
  /** The 402 has been sent. */
  | { kind: 'lapsed' };

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

function organisationOf(
  apiCode: ApiCode | undefined,
  reply: FastifyReply,
  { now, known, contract, chargeHeader }: Context,
): FoundOrganisation {
  if (apiCode !== undefined) known.apiCodes.add(apiCode.code);
  if (apiCode === undefined || apiCode.isDisabled) return { kind: 'unknown' };
  const { serviceChargeExpiry } = apiCode;
  if (serviceChargeExpiry === null) return { kind: 'known', apiCode };
  if (hasLapsed(serviceChargeExpiry, now())) {
    reply.request.state.notes.push(...ruleOnOtherDates('service-charge-is-paid', contract));
    if (contract.rules.has('service-charge-is-paid')) {
      // The 402 has no expiry date (validation-2026-10).
      sendProblem(reply, 402);
      return { kind: 'lapsed' };
    }
  }
  reply.headers(chargeHeader.withExpiry(serviceChargeExpiry));
  return { kind: 'known', apiCode };
}

/** True from an instant on, or once a whole day is over. */
function hasLapsed(expiry: string, now: Date): boolean {
  return expiry.length > '2027-03-31'.length
    ? Date.parse(expiry) <= now.getTime()
    : expiry < now.toISOString().slice(0, 10);
}
