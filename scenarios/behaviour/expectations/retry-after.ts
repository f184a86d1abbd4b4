import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { answeredAt, arrivalOf, submissionsOf } from '../traffic.ts';
import type { TrafficExpectation } from '../types.ts';
import { describeTimeline, seconds } from './timeline.ts';

/** Clocks and timers are a little off. In milliseconds. */
const toleranceMs = 50;

export const retryAfterIsHonoured: TrafficExpectation = {
  text: 'it does not try again before the time that the service asked for',
  check: (observation) => {
    const next = submissionsOf(observation).flatMap(({ name, tries }) =>
      tries.slice(1).flatMap((exchange, index) => {
        const before = tries[index];
        const asked = before === undefined ? undefined : retryAfterMs(before);
        return before === undefined || asked === undefined ? [] : [{ name, before, exchange, asked }];
      }),
    );
    if (next.length === 0) return null;
    return next.flatMap(({ name, before, exchange, asked }): Finding[] => {
      const waited = arrivalOf(exchange) - answeredAt(before);
      if (waited >= asked - toleranceMs) return [];
      return [
        {
          text: `The service asked to wait ${seconds(asked)} (Retry-After), and the receipt ${name} came again after ${seconds(waited)}.`,
          expected: `a wait of ${seconds(asked)}`,
          found: describeTimeline([before, exchange]),
        },
      ];
    });
  },
};

/** What a 429 or a 503 asks for, in milliseconds; undefined where it asks for nothing that can be read. */
function retryAfterMs(exchange: Exchange): number | undefined {
  const asked = exchange.response.headers['retry-after'];
  if (asked === undefined || ![429, 503].includes(exchange.response.status)) return undefined;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const until = Date.parse(asked);
  return Number.isNaN(until) ? undefined : Math.max(0, until - answeredAt(exchange));
}
