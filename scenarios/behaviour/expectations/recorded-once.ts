import { isObject } from '../../../spec/json.ts';
import { jsonOf } from '../../../spec/types/exchange.ts';
import type { Finding } from '../../../spec/types/verdict.ts';
import { compareReceipts } from '../../shared/compare-receipts.ts';
import { formatList, formatValue } from '../../shared/format-text.ts';
import { asJson } from '../../shared/receipt.ts';
import { describeResponse, latestUpdates, trackingIdOf } from '../../shared/response.ts';
import { receiptOf, requestsOf, type Submission, submissionsOf } from '../traffic.ts';
import type { Observation, TrafficExpectation } from '../types.ts';
import { failuresAreExplained, theProductReportsWhatHappened } from './reported-outcome.ts';

/** Nothing is lost and nothing is recorded twice. Where nobody asked, a person may have sent it twice on purpose. */
export const everyReceiptArrivesOnce: TrafficExpectation = {
  text: 'every receipt is recorded exactly once in the end',
  check: (observation) =>
    observation.tasks.length === 0 ? null : [...lost(observation), ...doubled(observation), ...invented(observation)],
};

/** As above, where the answer was lost: the API has no key to tell a repetition by, so a second record is a warning. */
export const noReceiptIsLostOrSilentlyDoubled: TrafficExpectation = {
  text: 'the receipt is recorded once in the end; a second record is flagged, with both tracking ids',
  check: (observation) => [
    ...lost(observation),
    ...doubled(observation).map((finding) => ({ ...finding, level: 'warning' as const })),
    ...invented(observation),
  ],
};

/** Told one by one, up to so many; a backlog would else fill the page. */
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

function doubled(observation: Observation): Finding[] {
  const twice = submissionsOf(observation).filter(({ stored }) => stored.length > 1);
  const named = twice.slice(0, maxNamed).map(({ name, stored }) => ({
    text: `The receipt ${name} was recorded ${stored.length} times: ${formatList(stored.map(idInWords), ', ')}. Each is waste that somebody will count.`,
    field: 'wasteTrackingId',
    expected: 'one record',
    found: `${stored.length} records`,
  }));
  const more = twice.length - named.length;
  return more > 0 ? [...named, { text: `${more} more receipts were recorded more than once.` }] : named;
}

/** Receipts that nobody asked for, where somebody asked for others. */
function invented(observation: Observation): Finding[] {
  if (observation.tasks.length === 0) return [];
  const strange = submissionsOf(observation).filter(({ asked, stored }) => asked === null && stored.length > 0);
  const [first] = strange;
  if (first === undefined) return [];
  const ids = strange.flatMap(({ stored }) => stored.map(idInWords));
  return [
    {
      text: `The product recorded what it was not asked for: ${formatList(ids, ', ')}. Its reference (yourUniqueReference) is none of those asked for.`,
      field: 'yourUniqueReference',
    },
  ];
}

function idInWords(exchange: Observation['exchanges'][number]): string {
  return trackingIdOf(exchange) ?? 'one without a tracking id';
}

/** A product may give its own; whether the one asked for arrives is judged in the first suite. */
const reference = 'yourUniqueReference';

/** As in the first suite, so that a canned payload shows here too. Judged on what the service took. */
export const theReceiptsAreThoseAskedFor: TrafficExpectation = {
  text: 'what is recorded carries every fact of what was asked for',
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
        // A correction that never came is another duty's finding.
        if (update === undefined && wanted !== asked) return [];
        const different = compareReceipts(asJson(wanted), sent).filter(({ field }) => field !== reference);
        const [first] = different;
        if (first === undefined) return [];
        const fields = formatList(
          different.map(({ field, expected, found }) => `${field} should be ${expected} and is ${found}`),
        );
        return [{ text: `The receipt ${name} is not the one asked for: ${fields}.`, ...first }];
      })
      .slice(0, maxNamed);
  },
};

export const nothingIsRecordedInItsPlace: TrafficExpectation = {
  text: 'nothing new is recorded in its place',
  check: (observation) => {
    // Where nobody asked, a new receipt is just that.
    if (observation.tasks.length === 0) return null;
    return requestsOf(observation, 'receiveMovement')
      .filter(({ response }) => response.status === 201)
      .map((exchange) => ({
        text: `The product recorded a new receipt, ${formatValue(trackingIdOf(exchange))}, where it was asked to correct one. A correction is a PUT with the stored tracking id.`,
        field: 'wasteTrackingId',
      }));
  },
};

/** What holds of every receipt in the end, whatever happened on the way. */
export const recordedAndReported: readonly [TrafficExpectation, TrafficExpectation, TrafficExpectation] = [
  everyReceiptArrivesOnce,
  theReceiptsAreThoseAskedFor,
  theProductReportsWhatHappened,
];

/** The same where no answer came through, so that the product cannot know whether the receipt was recorded. */
export const recordedOrExplained: readonly [
  TrafficExpectation,
  TrafficExpectation,
  TrafficExpectation,
  TrafficExpectation,
] = [
  noReceiptIsLostOrSilentlyDoubled,
  theReceiptsAreThoseAskedFor,
  theProductReportsWhatHappened,
  failuresAreExplained,
];
