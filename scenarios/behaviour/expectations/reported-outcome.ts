import type { Outcome } from '../../../spec/types/brief.ts';
import type { Exchange } from '../../../spec/types/exchange.ts';
import type { Finding, TaskResult } from '../../../spec/types/verdict.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { describeResponse, trackingIdOf } from '../../shared/response.ts';
import { exchangesDuring, requestsOf, type Submission, submissionsOf, wasDelivered } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** What the product says in the end is what happened. Where it could not know, saying that is honest too. */
export const theProductReportsWhatHappened: TrafficExpectation = {
  text: 'the product reports what happened to each receipt',
  check: (observation) => {
    if (observation.tasks.length === 0) return null;
    return submissionsOf(observation).flatMap(misreported).slice(0, maxNamed);
  },
};

const maxNamed = 5;

function misreported(submission: Submission): Finding[] {
  const { asked, stored, outcomes, name, tries } = submission;
  const outcome = outcomes.at(-1);
  if (asked === null || outcome === undefined) return [];
  const ids = stored.flatMap((exchange) => trackingIdOf(exchange) ?? []);
  if (stored.length === 0) {
    if (outcome.outcome !== 'accepted') return [];
    const last = tries.at(-1);
    const answer = last === undefined ? 'it sent none' : `the service last answered ${lastInWords(last)}`;
    return [
      {
        text: `The product says that the receipt ${name} was accepted; ${answer}.`,
        expected: 'rejected or failed',
        found: 'accepted',
      },
    ];
  }
  if (outcome.outcome !== 'accepted') {
    // No answer came through whole: the product cannot know, and a person must look.
    if (outcome.outcome === 'failed' && !stored.some(wasDelivered)) return [];
    return [
      {
        text: `The service recorded the receipt ${name} (${formatList(ids, ', ')}), and the product says ${formatValue(outcome.outcome)}.`,
        expected: 'accepted',
        found: outcome.outcome,
      },
    ];
  }
  if (ids.includes(outcome.wasteTrackingId ?? '')) return [];
  return [
    {
      text: `The product reports the tracking id ${formatValue(outcome.wasteTrackingId)} for the receipt ${name}, and the service issued ${formatList(ids, ', ')}. The right one is needed for every later correction.`,
      field: 'wasteTrackingId',
      expected: ids.at(-1) ?? 'a tracking id',
      found: formatValue(outcome.wasteTrackingId),
    },
  ];
}

/** What the product says was accepted in an ask in which the service took nothing of it at all. */
export function emptyClaims(observation: Observation): Finding[] {
  const empty = observation.tasks.filter((act) => {
    const isClaimed = act.outcomes?.some(({ outcome }) => outcome === 'accepted') === true;
    return isClaimed && !writesDuring(observation, act).some(({ response }) => [200, 201].includes(response.status));
  });
  return empty.map(({ brief }) => ({
    text: `Asked to ${inTheWords(brief.action)}, the product says that it was accepted; the service took nothing from it.`,
    expected: 'rejected or failed',
    found: 'accepted',
  }));
}

function writesDuring(observation: Observation, act: TaskResult): Exchange[] {
  return requestsOf({ exchanges: exchangesDuring(observation, act) }, 'receiveMovement', 'updateMovement');
}

function lastInWords(exchange: Exchange): string {
  return exchange.response.status === 0 ? 'nothing' : describeResponse(exchange);
}

/** Whatever did not end well is told to the user. An outcome without a word leaves a person with nothing to act on. */
export const failuresAreExplained: TrafficExpectation = {
  text: 'the product tells its user why, whenever a receipt was not accepted',
  check: ({ tasks }) => {
    if (tasks.length === 0) return null;
    return tasks.flatMap(({ brief, outcomes }) => {
      const silent = (outcomes ?? []).filter(
        ({ outcome, messages = [] }) => outcome !== 'accepted' && isSilent(messages),
      );
      const [first] = silent;
      if (first === undefined) return [];
      const many = silent.length === 1 ? 'It' : `${silent.length} times it`;
      return [
        {
          text: `Asked to ${inTheWords(brief.action)}, the product ended with “${first.outcome}”. ${many} gave no message to the user.`,
          field: 'messages',
          expected: 'what went wrong, and what to do',
          found: 'no message',
        },
      ];
    });
  },
};

function isSilent(messages: readonly string[]): boolean {
  return messages.every((message) => message.trim() === '');
}

function inTheWords(action: TaskResult['brief']['action']): string {
  switch (action) {
    case 'submit':
      return 'submit a receipt';
    case 'submit-all':
      return 'submit several receipts';
    case 'update':
      return 'correct a receipt';
  }
}

/** The service said no, so the product must not say yes. For refusals that no repetition could mend. */
export const theRefusalIsReported: TrafficExpectation = {
  text: 'the product says that it was refused',
  check: (observation) => {
    if (observation.tasks.length === 0) return null;
    return observation.tasks.flatMap((act): Finding[] => {
      const refused = refusedDuring(observation, act);
      const outcome: Outcome | undefined = act.outcomes?.[0];
      if (refused === undefined || outcome === undefined || isNo(outcome)) return [];
      return [
        {
          text: `The service answered ${describeResponse(refused)}, and the product says ${formatValue(outcome.outcome)}.`,
          expected: 'rejected or failed',
          found: outcome.outcome,
        },
      ];
    });
  },
};

function isNo({ outcome }: Outcome): boolean {
  return outcome === 'rejected' || outcome === 'failed';
}

function refusedDuring(observation: Observation, act: TaskResult): Exchange | undefined {
  const during = writesDuring(observation, act);
  return during.some(({ response }) => response.status < 300 && response.status > 0)
    ? undefined
    : during.findLast(({ response }) => response.status >= 400);
}
