import { cutConnection } from './cut-connection.ts';
import type { Effect } from './effect.ts';

/** A connection that is reset when the request has been dealt with. */
export const lostAnswer: Effect = {
  text: 'the request was dealt with in full, and the connection was reset in the place of this answer.',
  spoil: ({ reply }, answer) => {
    cutConnection(reply);
    return answer;
  },
};
