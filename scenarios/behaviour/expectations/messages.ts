import type { Finding } from '../../../spec/types/verdict.ts';
import { formatList, truncate } from '../../shared/format-text.ts';
import { type AnsweredIssue, errorsOf, warningsOf, withBrackets } from '../../shared/response.ts';
import { exchangesDuring, requestsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';

/** Users fix a receipt by the messages that they see, so each error must be shown. Source: terms-2026-01. */
export const everyErrorIsShown: TrafficExpectation = {
  text: 'its messages cover every error in the response',
  check: (observation) => uncovered(observation, 'error', errorsOf),
};

export const everyWarningIsShown: TrafficExpectation = {
  text: 'its messages cover every warning in the response',
  check: (observation) => uncovered(observation, 'warning', warningsOf),
};

type IssuesOf = (exchange: Observation['exchanges'][number]) => AnsweredIssue[];

function uncovered(observation: Observation, what: string, issuesOf: IssuesOf): Finding[] | null {
  if (observation.tasks.length === 0) return null;
  return observation.tasks.flatMap((task): Finding[] => {
    const answers = requestsOf({ exchanges: exchangesDuring(observation, task) }, 'receiveMovement', 'updateMovement');
    const issues = answers.flatMap(issuesOf);
    const messages = (task.outcomes ?? []).flatMap((outcome) => outcome.messages ?? []);
    const missing = issues.filter((issue) => !messages.some((message) => covers(message, issue)));
    const [first] = missing;
    if (first === undefined) return [];
    const keys = [...new Set(missing.map(({ key }) => key))];
    return [
      {
        text: `The user is not shown ${missing.length === 1 ? `this ${what}` : `these ${what}s`}: ${formatList(missing.map(({ key, message }) => `${key} (${truncate(message)})`))}.`,
        field: first.key,
        expected: `a message about ${formatList(keys, ', ')}`,
        found: messages.length === 0 ? 'no messages' : formatList(messages.map((message) => `“${truncate(message)}”`)),
      },
    ];
  });
}

/**
 * True if a message concerns an issue: it contains the service's own message, the field's key in any spelling, the
 * words of the field's name ("vehicle registration" for `carrier.vehicleRegistration`) or another common label.
 */
export function covers(message: string, { key, message: wire }: AnsweredIssue): boolean {
  const lowerCase = message.toLowerCase();
  const spellings = [key, withBrackets(key)];
  if (wire !== '' && lowerCase.includes(wire.toLowerCase())) return true;
  if (spellings.some((each) => lowerCase.includes(each.toLowerCase()))) return true;
  const name = key.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (otherLabels.get(name)?.test(lowerCase) === true) return true;
  const words = fieldWords(name);
  return words.length > 0 && words.every((word) => lowerCase.includes(word));
}

/** Common labels of fields in forms, other than their names. */
const otherLabels: ReadonlyMap<string, RegExp> = new Map([
  ['authorisationNumber', /\bpermit\b/],
  ['disposalOrRecoveryCodes', /\b(?:disposal|recovery) (?:code|operation)|\b(?:d and r|d\/r|r and d|r\/d) code/],
  ['ewcCodes', /\bewc\b|\bwaste codes?\b|\blist of waste\b/],
  ['vehicleRegistration', /\b(?:vehicle|lorry) reg\b|\b(?:number|registration) plate\b/],
]);

/** Splits a field name into words: without short words, and without the plural "s". */
function fieldWords(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .map((word) => word.replace(/s$/, ''))
    .filter((word) => word.length > 1 && !['of', 'or', 'for', 'no'].includes(word));
}

/** A 402 concerns the organisation, not the receipt: only a person can pay. */
export const theChargeIsMentioned: TrafficExpectation = {
  text: 'its message tells the user that the service charge must be paid',
  check: ({ tasks }) => {
    if (tasks.length === 0) return null;
    const messages = tasks.flatMap(({ outcomes }) => (outcomes ?? []).flatMap((outcome) => outcome.messages ?? []));
    if (messages.length === 0 || messages.some((message) => /charge|pay|paid|402|fee|subscription/i.test(message)))
      return [];
    return [
      {
        level: 'warning',
        text: 'The message does not say that it is about the organisation’s service charge, which the organisation must pay.',
        field: 'messages',
        found: formatList(messages.map((message) => `“${truncate(message)}”`)),
      },
    ];
  },
};
