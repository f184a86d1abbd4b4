import type { Outcome } from '../../../spec/types/brief.ts';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Finding, TaskResult } from '../../../spec/types/verdict.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { isFilledString } from '../../shared/receipt.ts';
import { describeResponse, trackingIdOf } from '../../shared/response.ts';
import type { Failure } from '../failure-words.ts';
import { matchFailure } from '../match-messages.ts';
import { exchangesDuring, requestsOf, type Submission, submissionsOf, wasDelivered } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';
import { forDevelopers, messagesOf, quoteMessages } from './messages.ts';

/** The product's final report matches what happened. If it could not know, saying so is correct too. */
export const theProductReportsWhatHappened: TrafficExpectation = {
  text: 'the product reports what happened to each receipt',
  check: (observation) => {
    if (observation.tasks.length === 0) return null;
    const until = observation.tasks.at(-1)?.until ?? 0;
    return submissionsOf(observation)
      .flatMap((submission) => [...inventedIds(submission), ...misreported(submission, until)])
      .slice(0, maxNamed);
  },
};

const maxNamed = 5;

/**
 * Finds outcomes that contradict what the service recorded before `until`, the journal's position at the product's last
 * outcome. The product could not know later exchanges.
 */
function misreported(submission: Submission, until: number): Finding[] {
  const { stored, outcomes, name, tries } = submission;
  const outcome = outcomes.at(-1);
  if (outcome === undefined) return [];
  const ids = stored.flatMap((exchange) => trackingIdOf(exchange) ?? []);
  if (stored.length === 0) {
    if (outcome.outcome !== 'accepted') return [];
    const last = tries.at(-1);
    const answer = last === undefined ? 'it sent no receipt' : `the service last answered ${describeLast(last)}`;
    return [
      {
        text: `The product says that the receipt ${name} was accepted, but ${answer}.`,
        expected: 'rejected or failed',
        found: 'accepted',
      },
    ];
  }
  if (outcome.outcome !== 'accepted') {
    // No complete response arrived: the product cannot know, and a person must check.
    if (outcome.outcome === 'failed' && !stored.some((each) => each.seq <= until && wasDelivered(each))) return [];
    return [
      {
        text: `The service recorded the receipt ${name} (${formatList(ids, ', ')}), but the product says ${formatValue(outcome.outcome)}.`,
        expected: 'accepted',
        found: outcome.outcome,
      },
    ];
  }
  if (ids.includes(outcome.wasteTrackingId ?? '')) return [];
  if (!isFilledString(outcome.wasteTrackingId) && stored.every(toldOnlyTheStatus)) {
    return [
      {
        level: 'warning',
        text: `The product says that the receipt ${name} was recorded, and reports no tracking id: it was told 201 in an answer that it could not read. The service issued ${formatList(ids, ', ')}: a later correction needs it, so the user has to find it out.`,
        field: 'wasteTrackingId',
      },
    ];
  }
  return [
    {
      text: `The product reports the tracking id ${formatValue(outcome.wasteTrackingId)} for the receipt ${name}, but the service issued ${formatList(ids, ', ')}. Every later correction needs the right one.`,
      field: 'wasteTrackingId',
      expected: ids.at(-1) ?? 'a tracking id',
      found: formatValue(outcome.wasteTrackingId),
    },
  ];
}

/** True if the status reached the product, and the body with the tracking id did not. */
function toldOnlyTheStatus({ fault }: Exchange): boolean {
  return fault === 'malformed-json' || fault === 'truncated';
}

/** Returns the ids that the product reports of a receipt that it does not say was accepted, unless they were issued. */
function inventedIds({ stored, outcomes, name }: Submission): Finding[] {
  const ids = stored.flatMap((exchange) => trackingIdOf(exchange) ?? []);
  return outcomes
    .filter(({ outcome, wasteTrackingId }) => outcome !== 'accepted' && !ids.includes(wasteTrackingId ?? ''))
    .flatMap((outcome) => inventedId(outcome, `the receipt ${name}`));
}

/** Finds an id that the service did not issue: a user stores the reported one, and corrects the receipt by it later. */
function inventedId({ outcome, wasteTrackingId }: Outcome, ofWhat: string): Finding[] {
  if (!isFilledString(wasteTrackingId)) return [];
  return [
    {
      text: `The product says ${formatValue(outcome)}, and still reports the tracking id ${formatValue(wasteTrackingId)} for ${ofWhat}.`,
      field: 'wasteTrackingId',
      expected: 'no tracking id',
      found: formatValue(wasteTrackingId),
    },
  ];
}

/** Returns a finding for each task that the product reports as accepted although the service accepted nothing. */
export function emptyClaims(observation: Observation): Finding[] {
  const empty = observation.tasks.filter(
    (task) => !writesDuring(observation, task).some(({ response }) => [200, 201].includes(response.status)),
  );
  const claimed = empty.filter(({ outcomes }) => outcomes?.some(({ outcome }) => outcome === 'accepted') === true);
  const invented = empty.flatMap((task) => idsOfNothing(task));
  const claims = claimed.map(({ brief }) => ({
    text: `Asked to ${describeAction(brief.action)}, the product says that the service accepted it, but the service accepted nothing from it.`,
    expected: 'rejected or failed',
    found: 'accepted',
  }));
  return [...claims, ...invented];
}

/** Returns the ids reported of nothing. An update has an id to begin with: that one is not invented. */
function idsOfNothing({ brief, outcomes }: TaskResult): Finding[] {
  const known = brief.action === 'update' ? brief.wasteTrackingId : undefined;
  return (outcomes ?? [])
    .filter(({ outcome, wasteTrackingId }) => outcome !== 'accepted' && wasteTrackingId !== known)
    .flatMap((outcome) => inventedId(outcome, 'a receipt that was not recorded'));
}

function writesDuring(observation: Observation, task: TaskResult): Exchange[] {
  return requestsOf({ exchanges: exchangesDuring(observation, task) }, 'receiveMovement', 'updateMovement');
}

function describeLast(exchange: Exchange): string {
  return exchange.response.status === 0 ? 'nothing' : describeResponse(exchange);
}

/** The product must explain every failure: an outcome without a message leaves the user with nothing to act on. */
export const failuresAreExplained: TrafficExpectation = {
  text: 'the product tells its user why a receipt was not accepted',
  check: (observation) => {
    const { tasks } = observation;
    if (tasks.length === 0) return null;
    return tasks.flatMap((task): Finding[] => {
      const { brief, outcomes } = task;
      const silent = (outcomes ?? []).filter(
        ({ outcome, messages = [] }) => outcome !== 'accepted' && isSilent(messages),
      );
      const [first] = silent;
      if (first === undefined) return unexplained(observation, task);
      const many = silent.length === 1 ? 'It' : `${silent.length} times it`;
      return [
        {
          text: `Asked to ${describeAction(brief.action)}, the product ended with “${first.outcome}”. ${many} gave no message to the user.`,
          field: 'messages',
          expected: 'what went wrong, and what to do',
          found: 'no message',
        },
      ];
    });
  },
};

/**
 * Finds failures that no message explains: a text that fits any failure explains none. Refusals for the receipt's
 * content or the charge are judged elsewhere.
 */
function unexplained(observation: Observation, task: TaskResult): Finding[] {
  const messages = messagesOf({ outcomes: (task.outcomes ?? []).filter(({ outcome }) => outcome !== 'accepted') });
  const failures = failuresOf(observation, task);
  if (messages.length === 0 || failures.length === 0) return [];
  const coverage = failures.map((failure) => matchFailure(messages, failure));
  if (coverage.includes('own words')) return [];
  const found = { field: 'messages', expected: 'what went wrong, and what to do', found: quoteMessages(messages) };
  return coverage.includes('wire text')
    ? [{ level: 'warning', text: `The user is shown the API's own text for the failure. ${forDevelopers}`, ...found }]
    : [
        {
          text: `Asked to ${describeAction(task.brief.action)}, the product gave a message that does not say what went wrong: it fits any failure.`,
          ...found,
        },
      ];
}

/** Returns what a message may be about; empty if it is about the receipt itself. */
function failuresOf(observation: Observation, task: TaskResult): Failure[] {
  const writes = writesDuring(observation, task);
  if (writes.some(({ response }) => response.status === 400 || response.status === 402)) return [];
  if (writes.length === 0 && task.outcomes?.every(({ outcome }) => outcome === 'blocked') === true) return [];
  if (task.brief.action !== 'update') return ['unanswered'];
  return writes.some(({ response }) => response.status === 404)
    ? ['unknown receipt']
    : ['unknown receipt', 'unanswered'];
}

function isSilent(messages: readonly string[]): boolean {
  return messages.every((message) => message.trim() === '');
}

function describeAction(action: TaskResult['brief']['action']): string {
  switch (action) {
    case 'submit':
      return 'submit a receipt';
    case 'submit-all':
      return 'submit several receipts';
    case 'update':
      return 'correct a receipt';
  }
}

/** The service refused, so the product must not report acceptance. For refusals that no retry can fix. */
export const theRefusalIsReported: TrafficExpectation = {
  text: 'the product reports the refusal',
  check: (observation) => {
    if (observation.tasks.length === 0) return null;
    return observation.tasks.flatMap((task): Finding[] => {
      const refused = refusedDuring(observation, task);
      const outcome: Outcome | undefined = task.outcomes?.[0];
      if (refused === undefined || outcome === undefined) return [];
      if (isRefusal(outcome)) return idsOfNothing(task);
      return [
        {
          text: `The service answered ${describeResponse(refused)}, but the product says ${formatValue(outcome.outcome)}.`,
          expected: 'rejected or failed',
          found: outcome.outcome,
        },
      ];
    });
  },
};

function isRefusal({ outcome }: Outcome): boolean {
  return outcome === 'rejected' || outcome === 'failed';
}

function refusedDuring(observation: Observation, task: TaskResult): Exchange | undefined {
  const during = writesDuring(observation, task);
  return during.some(({ response }) => response.status < 300 && response.status > 0)
    ? undefined
    : during.findLast(({ response }) => response.status >= 400);
}
