import { requestsOf } from '../traffic.ts';
import type { TrafficExpectation } from '../types.ts';

/** The soft limit may be run into, as a burst is fine; that it was is worth knowing. */
export const theRateIsKept: TrafficExpectation = {
  text: 'it stays within the limit of 200 requests a second, or recovers from it',
  check: (observation) => {
    const all = requestsOf(observation, 'receiveMovement');
    const refused = all.filter(({ response }) => response.status === 429);
    if (refused.length === 0) return [];
    return [
      {
        level: 'warning',
        text: `${refused.length} of ${all.length} requests were refused with 429 as they came too fast. A product that paces itself below 200 a second is not refused at all.`,
        expected: 'no 429',
        found: `${refused.length}`,
      },
    ];
  },
};
