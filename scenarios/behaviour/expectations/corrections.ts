import { isObject, type JsonValue } from '../../../spec/json.ts';
import { type Body, type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { describeResponse, trackingIdOf, updatedIdOf } from '../../shared/response.ts';
import { exchangesDuring, requestsOf, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** Source: guides-2026-09, on corrections. */
export const theCorrectionNamesTheStoredId: TrafficExpectation = {
  text: 'the correction is a PUT with the tracking id that the service issued, and the service accepts it',
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
    // Without a task, a correction may concern any receipt, including one from before the recording.
    const isOfAnother = (exchange: Exchange) => !issued.includes(updatedIdOf(exchange) ?? '');
    const strange = observation.tasks.length === 0 ? [] : updates.filter(isOfAnother);
    const taken = updates.some(({ response }) => response.status === 200);
    const last = updates.at(-1);
    return [
      ...strange.map(
        (exchange): Finding => ({
          text: `The correction in exchange ${exchange.seq} names the tracking id ${formatValue(updatedIdOf(exchange))}, but the service issued ${formatList(issued, ', ')}.`,
          field: 'wasteTrackingId',
        }),
      ),
      ...(taken || last === undefined
        ? []
        : [{ text: `The service did not accept the correction: it answered ${describeResponse(last)}.` }]),
    ];
  },
};

/** The product reports the response to a correction. */
export const theCorrectionIsReported: TrafficExpectation = {
  text: 'the product reports that the correction was accepted',
  check: (observation) => {
    const task = observation.tasks.find(({ brief }) => brief.action === 'update');
    const outcome = task?.outcomes?.[0];
    if (task === undefined || outcome === undefined) return null;
    const during = requestsOf({ exchanges: exchangesDuring(observation, task) }, 'updateMovement');
    const taken = during.some(({ response }) => response.status === 200);
    if (!taken || outcome.outcome === 'accepted') return [];
    return [
      {
        text: `The service accepted the correction, but the product says ${formatValue(outcome.outcome)}.`,
        expected: 'accepted',
        found: outcome.outcome,
      },
    ];
  },
};

/** Some responses do not change: repeating the same request is useless. */
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
        text: `The same request was sent ${group.length} times, and each time the service answered ${describeResponse(first)}. The same request gets the same response: exchanges ${formatList(seqs(group), ', ')}.`,
        expected: 'sent once',
        found: `sent ${group.length} times`,
      },
    ];
  });
}

/** With a task, the same receipt under a new reference counts as the same receipt. */
function gistOf(body: Body, { tasks }: Observation): JsonValue | undefined {
  const sent = jsonOf(body);
  if (tasks.length === 0 || !isObject(sent)) return sent;
  const { yourUniqueReference: _, ...rest } = sent;
  return rest;
}

function seqs(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ seq }) => String(seq));
}
