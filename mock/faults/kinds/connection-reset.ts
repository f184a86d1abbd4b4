import { promisify } from 'node:util';
import { noResponse } from '../../hooks/happening-of.ts';
import { record } from '../../hooks/record-exchange.ts';
import type { FaultEffect } from '../fault-effect.ts';
import { cutConnection } from './cut-connection.ts';

/** A connection that is reset before the request was dealt with. */
export const reset: FaultEffect = {
  text: 'the connection was reset without an answer, and nothing was stored.',
  before: async ({ request, reply, context }) => {
    reply.hijack();
    try {
      // Before the connection: whoever sees it reset finds the exchange on record.
      await promisify(record)(request, noResponse, context);
    } finally {
      cutConnection(reply);
    }
    return 'ends';
  },
};
