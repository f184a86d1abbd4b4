import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Contract } from '../../spec/contract/contract.ts';

/** The headers in which an answer says until when the service charge is paid, as of the contract's date. */
export interface ChargeHeader {
  /** True for a request whose answer has them. */
  isOn(request: FastifyRequest): boolean;
  /** Gives the headers their value: as it is stored, or null where no such date is known. */
  withExpiry(expiry: string | null): Readonly<Record<string, string>>;
}

const name = 'service-charge-expiry-date';
const prefixedName = 'x-dwt-service-charge-expiry-date';

/** Works out which answers have the headers, and under which names. */
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

/** Takes the headers off an answer that the service itself does not give: a 429 comes from a gateway in front of it. */
export function removeChargeHeader(reply: FastifyReply): void {
  reply.removeHeader(name);
  reply.removeHeader(prefixedName);
}
