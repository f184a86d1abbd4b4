import type { Exchange } from '../../spec/exchange.ts';
import { warningsOf } from '../answer.ts';
import type { Circumstance, Conduct } from '../behaviour.ts';
import { requestsOf } from '../conduct.ts';
import { whatCame } from './traffic.ts';

export const theServiceChargeHasLapsed: Circumstance = {
  text: 'the service charge of the organisation has lapsed (402)',
  organisation: 'lapsed',
  unmet: (conduct) => (answered(conduct, 402) ? undefined : whatCame(conduct)),
};

export const theReceiptHasErrors: Circumstance = {
  text: 'the receipt has errors that the service refuses (400)',
  unmet: (conduct) => (answered(conduct, 400) ? undefined : whatCame(conduct)),
};

export const theReceiptIsWarnedAbout: Circumstance = {
  text: 'the service takes the receipt with warnings',
  unmet: (conduct) => {
    const taken = requestsOf(conduct, 'receiveMovement', 'updateMovement');
    return taken.some((exchange) => warningsOf(exchange).length > 0) ? undefined : whatCame(conduct);
  },
};

/** In traffic that nobody asked for, only an update shows that there was something to correct. */
export const aStoredReceiptNeedsCorrecting: Circumstance = {
  text: 'a receipt is stored, and must be corrected',
  unmet: (conduct) => {
    const isStored = requestsOf(conduct, 'receiveMovement').some(({ response }) => response.status === 201);
    if (!isStored) return whatCame(conduct);
    if (conduct.tasks.length === 0) {
      const updated = requestsOf(conduct, 'updateMovement').some(({ response }) => response.status === 200);
      return updated ? undefined : 'No receipt was corrected.';
    }
    const isAsked = conduct.tasks.some(({ brief }) => brief.action === 'update');
    return isAsked
      ? undefined
      : 'The product reported no tracking id, so it could not be asked for a correction by it.';
  },
};

/** A product that records a new receipt in its place has met it too, and never asked. */
export const theReceiptIsNotThere: Circumstance = {
  text: 'the receipt to be corrected is not known to the service (404)',
  unmet: (conduct) => {
    const sent = requestsOf(conduct, 'receiveMovement', 'updateMovement');
    const isNew = ({ response }: Exchange) => conduct.tasks.length > 0 && response.status === 201;
    return sent.some((each) => isUpdateOfNothing(each) || isNew(each)) ? undefined : whatCame(conduct);
  },
};

function isUpdateOfNothing({ operationId, response }: Exchange): boolean {
  return operationId === 'updateMovement' && response.status === 404;
}

function answered(conduct: Conduct, status: number): boolean {
  return requestsOf(conduct, 'receiveMovement', 'updateMovement').some(({ response }) => response.status === status);
}
