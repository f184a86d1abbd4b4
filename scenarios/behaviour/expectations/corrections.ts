import { at } from '../../../spec/json.ts';
import { type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { describeResponse, errorsOf, trackingIdOf, updatedIdOf } from '../../shared/response.ts';
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
    const last = updates.at(-1);
    if (last === undefined) {
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
    return [
      ...strange.map(
        (exchange): Finding => ({
          text: `The correction in exchange ${exchange.seq} names the tracking id ${formatValue(updatedIdOf(exchange))}, but the service issued ${formatList(issued, ', ')}.`,
          field: 'wasteTrackingId',
        }),
      ),
      ...(taken ? [] : [{ text: `The service did not accept the correction: it answered ${describeResponse(last)}.` }]),
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

/**
 * Expects that no request is repeated whose response cannot change; of a task, neither with a change that leaves the
 * fault as it is.
 */
export function isNotRepeated(text: string, statuses: readonly number[]): TrafficExpectation {
  return {
    text,
    check: (observation) =>
      observation.tasks.length === 0
        ? repeated(observation, statuses)
        : observation.tasks.flatMap((task) => repeatedInVain(exchangesDuring(observation, task), statuses)),
  };
}

function repeatedInVain(exchanges: readonly Exchange[], statuses: readonly number[]): Finding[] {
  const sent = requestsOf({ exchanges }, 'receiveMovement', 'updateMovement');
  const vain = new Set<Exchange>();
  for (const [index, earlier] of sent.entries()) {
    if (!statuses.includes(earlier.response.status)) continue;
    const again = sent.slice(index + 1).filter((later) => leavesTheFault(earlier, later));
    if (again.length > 0) for (const each of [earlier, ...again]) vain.add(each);
  }
  const [first] = vain;
  if (first === undefined) return [];
  const all = [...vain].toSorted((a, b) => a.seq - b.seq);
  return [
    {
      text: `The service answered ${describeResponse(first)}, and the receipt was sent again without a change to that: exchanges ${formatList(seqs(all), ', ')}.`,
      expected: 'sent once',
      found: `sent ${all.length} times`,
    },
  ];
}

/** True if the later request cannot fare better: only a person can pay, and only another value puts a field right. */
function leavesTheFault(earlier: Exchange, later: Exchange): boolean {
  switch (earlier.response.status) {
    case 402:
      return true;
    case 404:
      return later.response.status === 404 && later.request.url === earlier.request.url;
    default:
      return later.response.status === earlier.response.status && hasAllFaultsOf(earlier, later);
  }
}

function hasAllFaultsOf(earlier: Exchange, later: Exchange): boolean {
  const left = new Set(faultsOf(later));
  return faultsOf(earlier).every((fault) => left.has(fault));
}

/** Returns each error with the value that caused it; the whole body if the response names no field. */
function faultsOf(exchange: Exchange): string[] {
  const body = jsonOf(exchange.request.body);
  const errors = errorsOf(exchange);
  if (errors.length === 0) return [JSON.stringify([body])];
  return errors.map(({ key }) => JSON.stringify([key, at(body, ...key.split('.')) ?? null]));
}

function repeated(observation: Observation, statuses: readonly number[]): Finding[] {
  const sent = requestsOf(observation, 'receiveMovement', 'updateMovement').filter(({ response }) =>
    statuses.includes(response.status),
  );
  const alike = Map.groupBy(
    sent,
    ({ request }) => `${request.method} ${request.url} ${JSON.stringify(jsonOf(request.body))}`,
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

function seqs(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ seq }) => String(seq));
}
