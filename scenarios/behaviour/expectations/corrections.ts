import { isObject, type JsonValue } from '../../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { describeResponse, trackingIdOf, updatedIdOf } from '../../shared/response.ts';
import { exchangesDuring, requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** Source: guides-2026-09, on corrections. */
export const theCorrectionGoesByTheStoredId: TrafficExpectation = {
  text: 'the correction is a PUT with the tracking id that the service issued, and the service takes it',
  check: (observation) => {
    const issued = submissionsOf(observation).flatMap(({ stored }) =>
      stored.flatMap((each) => trackingIdOf(each) ?? []),
    );
    const updates = requestsOf(observation, 'updateMovement');
    if (updates.length === 0) {
      return [
        {
          text: 'No correction (PUT /movements/{wasteTrackingId}/receive) reached the service.',
          expected: 'a PUT',
          found: 'none',
        },
      ];
    }
    // Where nobody asked, a correction may be of any receipt, also of one that is older than what was seen.
    const isOfAnother = (exchange: Exchange) => !issued.includes(updatedIdOf(exchange) ?? '');
    const strange = observation.tasks.length === 0 ? [] : updates.filter(isOfAnother);
    const taken = updates.some(({ response }) => response.status === 200);
    const last = updates.at(-1);
    return [
      ...strange.map(
        (exchange): Finding => ({
          text: `The correction in exchange ${exchange.seq} names the tracking id ${formatValue(updatedIdOf(exchange))}, and the service issued ${formatList(issued, ', ')}.`,
          field: 'wasteTrackingId',
        }),
      ),
      ...(taken || last === undefined
        ? []
        : [{ text: `The service did not take the correction: it answered ${describeResponse(last)}.` }]),
    ];
  },
};

/** The answer to a correction is what the product says of it. */
export const theCorrectionIsReported: TrafficExpectation = {
  text: 'the product says that the correction was taken',
  check: (observation) => {
    const act = observation.tasks.find(({ brief }) => brief.action === 'update');
    const outcome = act?.outcomes?.[0];
    if (act === undefined || outcome === undefined) return null;
    const during = requestsOf({ exchanges: exchangesDuring(observation, act) }, 'updateMovement');
    const taken = during.some(({ response }) => response.status === 200);
    if (!taken || outcome.outcome === 'accepted') return [];
    return [
      {
        text: `The service took the correction, and the product says ${formatValue(outcome.outcome)}.`,
        expected: 'accepted',
        found: outcome.outcome,
      },
    ];
  },
};

/** An answer that will be the same the next time: asking again unchanged is of no use to anybody. */
export function isNotRepeated(text: string, statuses: readonly number[]): TrafficExpectation {
  return {
    text,
    check: (observation) => repeated(observation, statuses),
  };
}

function repeated(observation: Observation, statuses: readonly number[]): Finding[] {
  const sent = requestsOf(observation, 'receiveMovement', 'updateMovement').filter(({ response }) =>
    statuses.includes(response.status),
  );
  const alike = Map.groupBy(
    sent,
    ({ request }) => `${request.method} ${request.url} ${JSON.stringify(gistOf(request.body, observation))}`,
  );
  return [...alike.values()].flatMap((group): Finding[] => {
    const [first] = group;
    if (first === undefined || group.length < 2) return [];
    return [
      {
        text: `The same request was sent ${group.length} times, and each time the service answered ${describeResponse(first)}. It will not change its mind: exchanges ${formatList(seqs(group), ', ')}.`,
        expected: 'sent once',
        found: `sent ${group.length} times`,
      },
    ];
  });
}

/** A new reference makes no new receipt, where it is known that only one was asked for. */
function gistOf(body: Body, { tasks }: Observation): JsonValue | undefined {
  const sent = jsonOf(body);
  if (tasks.length === 0 || !isObject(sent)) return sent;
  const { yourUniqueReference: _, ...rest } = sent;
  return rest;
}

function seqs(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ seq }) => String(seq));
}
