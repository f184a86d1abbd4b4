import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Contract } from '../../spec/contract/contract.ts';

/** The response headers that say until when the service charge is paid, as of the contract's date. */
export interface ChargeHeader {
  /** True if the response to the request has them. */
  isOn(request: FastifyRequest): boolean;
  /** Returns the headers for an expiry as it is stored; null if none is known. */
  withExpiry(expiry: string | null): Readonly<Record<string, string>>;
}

const name = 'service-charge-expiry-date';
const prefixedName = 'x-dwt-service-charge-expiry-date';

/** Determines which responses have the headers, and under which names. */
export function chargeHeader({ rules }: Pick<Contract, 'rules'>): ChargeHeader {
  const names = rules.has('charge-header-with-prefix') ? [name, prefixedName] : [name];
  return {
    isOn: ({ state: { operationId }, routeOptions }) => {
      if (rules.has('charge-header-of-every-answer')) return routeOptions.config?.isOfTokenService !== true;
      const isOfMovement = operationId === 'receiveMovement' || operationId === 'updateMovement';
      return isOfMovement && rules.has('charge-header-of-movements');
    },
    withExpiry: (expiry) => Object.fromEntries(names.map((each) => [each, expiry ?? 'not available'])),
  };
}

/** Removes the headers from a response that a gateway in front of the service gives, such as a 429. */
export function removeChargeHeader(reply: FastifyReply): void {
  reply.removeHeader(name);
  reply.removeHeader(prefixedName);
}
