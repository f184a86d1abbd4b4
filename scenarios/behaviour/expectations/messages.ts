import { jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding, TaskResult } from '../../../spec/types/verdict.ts';
import { formatList, truncate } from '../../shared/format-text.ts';
import { type AnsweredIssue, errorsOf, warningsOf } from '../../shared/response.ts';
import { matchFailure, matchMessages } from '../match-messages.ts';
import { mistakes, omissions } from '../mistakes.ts';
import { exchangesDuring, requestsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** Users fix a receipt by the messages that they see, so each error must be shown. Source: terms-2026-01. */
export const everyErrorIsShown: TrafficExpectation = {
  text: 'its messages cover every error in the response',
  check: (observation) => uncovered(observation, 'error', errorsOf, fieldsOf(mistakes)),
};

export const everyWarningIsShown: TrafficExpectation = {
  text: 'its messages cover every warning in the response',
  check: (observation) => uncovered(observation, 'warning', warningsOf, fieldsOf(omissions)),
};

type IssuesOf = (exchange: Observation['exchanges'][number]) => AnsweredIssue[];

function fieldsOf(planned: readonly { field: string }[]): string[] {
  return planned.map(({ field }) => field);
}

function uncovered(observation: Observation, what: string, issuesOf: IssuesOf, possible: string[]): Finding[] | null {
  if (observation.tasks.length === 0) return null;
  return observation.tasks.flatMap((task): Finding[] => {
    const answers = requestsOf({ exchanges: exchangesDuring(observation, task) }, 'receiveMovement', 'updateMovement');
    const issues = answers.flatMap(issuesOf);
    const sent = jsonOf(answers.findLast((answer) => issuesOf(answer).length > 0)?.request.body ?? null) ?? null;
    const messages = messagesOf(task);
    const { coverage, strays } = matchMessages(messages, issues, sent, possible);
    const missing = issues.filter((_, index) => coverage[index] === 'nothing');
    const quoted = issues.filter((_, index) => coverage[index] === 'wire text');
    return [...notShown(what, missing, messages, strays), ...shownAsAnswered(what, quoted, messages)];
  });
}

function notShown(
  what: string,
  missing: readonly AnsweredIssue[],
  messages: readonly string[],
  strays: readonly string[],
): Finding[] {
  const [first] = missing;
  if (first === undefined) return [];
  const keys = [...new Set(missing.map(({ key }) => key))];
  const unclear =
    strays.length === 0
      ? ''
      : ` The messages also name ${formatList(strays, ', ')}, which were not at fault: a text that fits every receipt shows no fault of this one.`;
  return [
    {
      text: `The user is not shown ${missing.length === 1 ? `this ${what}` : `these ${what}s`}: ${formatList(missing.map(({ key, message }) => `${key} (${truncate(message)})`))}.${unclear}`,
      field: first.key,
      expected: `a message about ${formatList(keys, ', ')}`,
      found: quoteMessages(messages),
    },
  ];
}

/** Warns of texts shown as the API answered them, which are for developers. Source: terms-2026-04, T12. */
function shownAsAnswered(what: string, quoted: readonly AnsweredIssue[], messages: readonly string[]): Finding[] {
  const [first] = quoted;
  if (first === undefined) return [];
  const keys = [...new Set(quoted.map(({ key }) => key))];
  return [
    {
      level: 'warning',
      text: `The user is shown the API's own text or field name for ${quoted.length === 1 ? `this ${what}` : `these ${what}s`}: ${formatList(keys, ', ')}. ${forDevelopers}`,
      field: first.key,
      expected: "the product's own words",
      found: quoteMessages(messages),
    },
  ];
}

export const forDevelopers =
  'Since April 2026 the terms of service say that these texts are for developers and not for user interfaces (terms-2026-04).';

export function messagesOf({ outcomes }: Pick<TaskResult, 'outcomes'>): string[] {
  return outcomes?.flatMap(({ messages = [] }) => messages) ?? [];
}

export function quoteMessages(messages: readonly string[]): string {
  return messages.length === 0 ? 'no messages' : formatList(messages.map((message) => `“${truncate(message)}”`));
}

/** A 402 concerns the organisation, not the receipt: only a person can pay. */
export const theChargeIsMentioned: TrafficExpectation = {
  text: 'its message tells the user that the service charge must be paid',
  check: (observation) => {
    if (observation.tasks.length === 0) return null;
    return observation.tasks.flatMap((task): Finding[] => {
      const messages = messagesOf(task);
      // Silence is the finding of another expectation.
      if (!wasAnswered(observation, task, 402) || messages.every((message) => message.trim() === '')) return [];
      const coverage = matchFailure(messages, 'charge');
      if (coverage === 'own words') return [];
      const found = {
        field: 'messages',
        expected: 'a message about the service charge',
        found: quoteMessages(messages),
      };
      return coverage === 'wire text'
        ? [
            {
              level: 'warning',
              text: `The user is shown the API's own text for the lapsed charge. ${forDevelopers}`,
              ...found,
            },
          ]
        : [
            {
              text: 'The message does not say that it is about the organisation’s service charge, which the organisation must pay, or it names too much else besides.',
              ...found,
            },
          ];
    });
  },
};

/**
 * Requires a message that other refusals do not get: one that is the same for every refusal does not say what to do
 * about this one.
 */
export const theChargeIsToldApart: TrafficExpectation = {
  text: 'its message about a receipt with an error does not speak of the charge',
  check: (observation) => {
    const after = observation.tasks.filter(
      (task) => wasAnswered(observation, task, 400) && !wasAnswered(observation, task, 402),
    );
    if (after.length === 0) return null;
    return after.flatMap((task): Finding[] => {
      const messages = messagesOf(task);
      if (matchFailure(messages, 'charge') === 'nothing') return [];
      return [
        {
          text: 'The charge was paid, and the service refused the receipt for an error in it, but the message still speaks of the charge.',
          field: 'messages',
          expected: 'a message about the error',
          found: quoteMessages(messages),
        },
      ];
    });
  },
};

function wasAnswered(observation: Observation, task: TaskResult, status: number): boolean {
  const during = requestsOf({ exchanges: exchangesDuring(observation, task) }, 'receiveMovement', 'updateMovement');
  return during.some(({ response }) => response.status === status);
}
