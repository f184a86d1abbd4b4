import { promisify } from 'node:util';
import { noResponse } from '../happening-of.ts';
import { record } from '../journal.ts';
import { cutConnection } from './cut-connection.ts';
import type { FaultEffect } from './effect.ts';

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
