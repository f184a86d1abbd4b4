import type { FaultEffect } from '../fault-effect.ts';
import { cutConnection } from './cut-connection.ts';

/** A connection that is reset when the request has been dealt with. */
export const lostAnswer: FaultEffect = {
  text: 'the request was dealt with in full, and the connection was reset in the place of this answer.',
  replaceBody: ({ reply }, answer) => {
    cutConnection(reply);
    return answer;
  },
};
