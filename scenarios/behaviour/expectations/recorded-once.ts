import { isObject } from '../../../spec/json.ts';
import { type Exchange, jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { compareReceipts, describeMismatch } from '../../shared/compare-receipts.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { asJson } from '../../shared/receipt.ts';
import { afterTheOutcome, recordedElsewhere } from '../../shared/receipts-elsewhere.ts';
import { describeResponse, latestUpdates, trackingIdOf } from '../../shared/response.ts';
import { receiptOf, requestsOf, type Submission, submissionsOf, wasDelivered } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';
import { failuresAreExplained, theProductReportsWhatHappened } from './reported-outcome.ts';

/** No receipt is lost or recorded twice. Without a task, a person may have sent it twice on purpose. */
export const everyReceiptArrivesOnce: TrafficExpectation = {
  text: 'every receipt is recorded exactly once in the end',
  check: (observation) =>
    observation.tasks.length === 0
      ? null
      : [...lost(observation), ...recordedAgain(observation), ...invented(observation)],
};

/**
 * As above, if the response was lost: the API has no idempotency key, so a second record is only a warning, unless the
 * product had an answer by then, or had given its outcome.
 */
export const noReceiptIsLostOrDuplicatedSilently: TrafficExpectation = {
  text: 'the receipt is recorded once in the end; a second record is flagged, with both tracking ids',
  check: (observation) => [
    ...lost(observation),
    ...recordedAgain(observation, (submission) => isExcusable(submission, observation)),
    ...invented(observation),
  ],
};

/** True if the product repeated the receipt for want of an answer, before it gave its outcome. */
function isExcusable({ stored }: Submission, { tasks }: Observation): boolean {
  const until = tasks.at(-1)?.until ?? Number.POSITIVE_INFINITY;
  return stored.filter(wasDelivered).length <= 1 && stored.every(({ seq }) => seq <= until);
}

/** Returns findings about receipts that were recorded more than once, by any client. `isExcused` makes a warning of one. */
export function recordedAgain(
  observation: Observation,
  isExcused: (submission: Submission) => boolean = () => false,
): Finding[] {
  return [...duplicated(observation, isExcused), ...recordedElsewhere(observation.elsewhere ?? [])];
}

/** Limits the findings: a backlog would otherwise fill the page. */
const maxNamed = 5;

function lost(observation: Observation): Finding[] {
  const missing = submissionsOf(observation).filter(({ asked, stored }) => asked !== null && stored.length === 0);
  const named = missing.slice(0, maxNamed).map((submission) => ({
    text: `The receipt ${submission.name} was never recorded: ${lastAnswer(submission)}.`,
    expected: 'one record',
    found: 'none',
  }));
  const more = missing.length - named.length;
  return more > 0 ? [...named, { text: `${more} more receipts were never recorded.` }] : named;
}

function lastAnswer({ tries }: Submission): string {
  const last = tries.at(-1);
  if (last === undefined) return 'it was not sent';
  const times = tries.length === 1 ? 'it was sent once' : `it was sent ${tries.length} times`;
  return `${times}, and the last answer was ${last.response.status === 0 ? 'none' : describeResponse(last)}`;
}

function duplicated(observation: Observation, isExcused: (submission: Submission) => boolean): Finding[] {
  const { tasks } = observation;
  const until = tasks.at(-1)?.until ?? Number.POSITIVE_INFINITY;
  const describe = (exchange: Exchange) =>
    `${describeId(exchange)}${exchange.seq > until ? ` ${afterTheOutcome}` : ''}`;
  const twice = submissionsOf(observation).filter(({ stored }) => stored.length > 1);
  const named = twice.slice(0, maxNamed).map((submission): Finding => {
    const { name, stored } = submission;
    return {
      text: `The receipt ${name} was recorded ${stored.length} times: ${formatList(stored.map(describe), ', ')}. Each record counts as separate waste.`,
      field: 'wasteTrackingId',
      expected: 'one record',
      found: `${stored.length} records`,
      ...(isExcused(submission) && { level: 'warning' }),
    };
  });
  const more = twice.length - named.length;
  return more > 0 ? [...named, { text: `${more} more receipts were recorded more than once.` }] : named;
}

/** Finds receipts that match no task, if there are tasks. */
function invented(observation: Observation): Finding[] {
  if (observation.tasks.length === 0) return [];
  const strange = submissionsOf(observation).filter(({ asked, stored }) => asked === null && stored.length > 0);
  const [first] = strange;
  if (first === undefined) return [];
  const ids = strange.flatMap(({ stored }) => stored.map(describeId));
  return [
    {
      text: `The product recorded receipts that no task asked for: ${formatList(ids, ', ')}. Their references (yourUniqueReference) are in no task.`,
      field: 'yourUniqueReference',
    },
  ];
}

function describeId(exchange: Exchange): string {
  return trackingIdOf(exchange) ?? 'one without a tracking id';
}

/**
 * As in the approval suite, to expose a canned payload. Evaluated on what the service accepted. That suite also notes
 * own references and contact details that were left out.
 */
export const theRecordedReceiptsFollowTheTasks: TrafficExpectation = {
  text: 'the recorded receipts carry every fact of the receipts in the tasks',
  check: (observation) => {
    if (observation.tasks.length === 0) return null;
    const updates = latestUpdates(observation.exchanges);
    const updateTasks = observation.tasks.flatMap(({ brief }) => (brief.action === 'update' ? [brief] : []));
    return submissionsOf(observation)
      .flatMap(({ name, asked, stored }) => stored.map((record) => ({ name, asked, record })))
      .flatMap(({ name, asked, record }): Finding[] => {
        if (asked === null) return [];
        const id = trackingIdOf(record) ?? '';
        const update = updates.get(id);
        const wanted = updateTasks.findLast(({ wasteTrackingId }) => wasteTrackingId === id)?.movement ?? asked;
        const sent = update === undefined ? receiptOf(record) : jsonOf(update.request.body);
        if (!isObject(sent)) return [];
        // A missing correction is another expectation's finding.
        if (update === undefined && wanted !== asked) return [];
        const different = compareReceipts(asJson(wanted), sent);
        const [first] = different;
        if (first === undefined) return [];
        const fields = formatList(different.map(describeMismatch));
        return [{ text: `The receipt ${name} is not the one in the task: ${fields}.`, ...first }];
      })
      .slice(0, maxNamed);
  },
};

export const noNewReceiptIsRecorded: TrafficExpectation = {
  text: 'no new receipt is recorded instead',
  check: (observation) => {
    // Without a task, a new receipt is just a new receipt.
    if (observation.tasks.length === 0) return null;
    return requestsOf(observation, 'receiveMovement')
      .filter(({ response }) => response.status === 201)
      .map((exchange) => ({
        text: `The product recorded a new receipt, ${formatValue(trackingIdOf(exchange))}, instead of correcting the stored one. A correction is a PUT with the stored tracking id.`,
        field: 'wasteTrackingId',
      }));
  },
};

/** What must be true of every receipt in the end, whatever faults occurred. */
export const recordedAndReported: readonly [TrafficExpectation, TrafficExpectation, TrafficExpectation] = [
  everyReceiptArrivesOnce,
  theRecordedReceiptsFollowTheTasks,
  theProductReportsWhatHappened,
];

/** The same if no response arrived, so that the product cannot know whether the receipt was recorded. */
export const recordedOrExplained: readonly [
  TrafficExpectation,
  TrafficExpectation,
  TrafficExpectation,
  TrafficExpectation,
] = [
  noReceiptIsLostOrDuplicatedSilently,
  theRecordedReceiptsFollowTheTasks,
  theProductReportsWhatHappened,
  failuresAreExplained,
];
