import { isObject } from '../../../spec/json.ts';
import { jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { compareReceipts, describeMismatch } from '../../shared/compare-receipts.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { asJson } from '../../shared/receipt.ts';
import { describeResponse, latestUpdates, trackingIdOf } from '../../shared/response.ts';
import { receiptOf, requestsOf, type Submission, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';
import { failuresAreExplained, theProductReportsWhatHappened } from './reported-outcome.ts';

/** No receipt is lost or recorded twice. Without a task, a person may have sent it twice on purpose. */
export const everyReceiptArrivesOnce: TrafficExpectation = {
  text: 'every receipt is recorded exactly once in the end',
  check: (observation) =>
    observation.tasks.length === 0
      ? null
      : [...lost(observation), ...duplicated(observation), ...invented(observation)],
};

/** As above, if the response was lost: the API has no idempotency key, so a second record is only a warning. */
export const noReceiptIsLostOrDuplicatedSilently: TrafficExpectation = {
  text: 'the receipt is recorded once in the end; a second record is flagged, with both tracking ids',
  check: (observation) => [
    ...lost(observation),
    ...duplicated(observation).map((finding) => ({ ...finding, level: 'warning' as const })),
    ...invented(observation),
  ],
};

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

function duplicated(observation: Observation): Finding[] {
  const twice = submissionsOf(observation).filter(({ stored }) => stored.length > 1);
  const named = twice.slice(0, maxNamed).map(({ name, stored }) => ({
    text: `The receipt ${name} was recorded ${stored.length} times: ${formatList(stored.map(describeId), ', ')}. Each record counts as separate waste.`,
    field: 'wasteTrackingId',
    expected: 'one record',
    found: `${stored.length} records`,
  }));
  const more = twice.length - named.length;
  return more > 0 ? [...named, { text: `${more} more receipts were recorded more than once.` }] : named;
}

/** Receipts that no task asked for, although there are tasks. */
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

function describeId(exchange: Observation['exchanges'][number]): string {
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
