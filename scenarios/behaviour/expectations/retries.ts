import type { Exchange } from '../../../spec/types/exchange.ts';
import { arrivalOf, requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';
import { byTask, describeTimeline } from './timeline.ts';

const minuteMs = 60_000;

/** No receipt, and no token, is asked for more than a handful of times in any minute. */
export const theAttemptsStayFew: TrafficExpectation = {
  text: 'it makes no more than a handful of attempts a minute while it is refused',
  check: (observation) => {
    const max = observation.thresholds.attemptsPerMinute;
    const rows = [
      ...submissionsOf(observation).map(({ name, tries }) => ({ what: `the receipt ${name}`, tries })),
      ...updatesByAddress(observation),
      { what: 'a token', tries: requestsOf(observation, 'issueToken') },
    ];
    const tooMany = rows.flatMap(({ what, tries }) => {
      const { count, run } = busiestMinute(refusedOnly(tries, observation));
      return count > max ? [{ what, count, run }] : [];
    });
    const [first] = tooMany;
    if (first === undefined) return [];
    const others = tooMany.length === 1 ? '' : ` The same holds for ${tooMany.length - 1} more.`;
    return [
      {
        text: `${first.count} attempts at ${first.what} were made within a minute while the service refused it.${others}`,
        expected: `${max} at most`,
        found: describeTimeline(first.run),
      },
    ];
  },
};

function updatesByAddress(observation: Observation) {
  const updates = Map.groupBy(requestsOf(observation, 'updateMovement'), ({ request }) => request.url);
  return [...updates.values()].map((tries) => ({ what: 'a correction', tries }));
}

function refusedOnly(tries: readonly Exchange[], observation: Observation): (readonly Exchange[])[] {
  return byTask(tries, observation).map((each) =>
    each.filter(({ response }) => response.status === 0 || response.status >= 400),
  );
}

function busiestMinute(runs: readonly (readonly Exchange[])[]): { count: number; run: readonly Exchange[] } {
  let busiest: { count: number; run: readonly Exchange[] } = { count: 0, run: [] };
  for (const run of runs) {
    let start = 0;
    for (const [index, exchange] of run.entries()) {
      while (arrivalOf(exchange) - arrivalOf(run[start] ?? exchange) >= minuteMs) start += 1;
      const count = index - start + 1;
      if (count > busiest.count) busiest = { count, run: run.slice(start, index + 1) };
    }
  }
  return busiest;
}
