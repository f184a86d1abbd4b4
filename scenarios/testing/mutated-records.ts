import * as corrections from '../behaviour/expectations/corrections.ts';
import * as messages from '../behaviour/expectations/messages.ts';
import * as arrival from '../behaviour/expectations/recorded-once.ts';
import * as honest from '../behaviour/expectations/reported-outcome.ts';
import { postLine } from './fake-observation.ts';
import { plainReceipt } from './fake-synthetic.ts';
import { everyLabel, wholeReceipt } from './messages-to-users.ts';
import { lines, type MutatedTraffic, says } from './mutate.ts';

/** Products that handle corrections, refusals or messages wrongly. */
export const mutatedRecords: readonly MutatedTraffic[] = [
  {
    scenario: 'U01',
    breaks: corrections.theCorrectionNamesTheStoredId,
    how: 'uses another id',
    mutate: lines(
      (all) =>
        all.map((line) => ({
          ...line,
          request: { ...line.request, url: line.request.url.replace('26AAAAAA', '26CCCCCC') },
        })),
      1,
    ),
  },
  {
    scenario: 'U01',
    breaks: corrections.theCorrectionNamesTheStoredId,
    how: 'sends nothing',
    mutate: lines(() => [], 1),
  },
  {
    scenario: 'U01',
    breaks: corrections.theCorrectionIsReported,
    how: 'says that it failed',
    mutate: says({ outcome: 'failed' }, 1),
  },
  {
    scenario: 'U01',
    breaks: arrival.theRecordedReceiptsFollowTheTasks,
    how: 'corrects nothing in it',
    mutate: lines(
      (all) =>
        all.map((line) =>
          line.operationId === 'updateMovement'
            ? { ...line, request: { ...line.request, body: { json: JSON.parse(JSON.stringify(plainReceipt)) } } }
            : line,
        ),
      1,
    ),
  },
  {
    scenario: 'U02',
    breaks: honest.theRefusalIsReported,
    how: 'says that it was accepted',
    mutate: says({ outcome: 'accepted' }),
  },
  {
    scenario: 'U02',
    breaks: arrival.noNewReceiptIsRecorded,
    how: 'records a new one',
    mutate: lines((all) => [...all, postLine(60, plainReceipt, 201)]),
  },
  {
    scenario: 'U03',
    breaks: honest.theRefusalIsReported,
    how: 'says that it was accepted',
    mutate: says({ outcome: 'accepted' }),
  },
  {
    scenario: 'U04',
    breaks: messages.everyErrorIsShown,
    how: 'shows only the first',
    mutate: says({ messages: ['EWC code: not on the list'] }),
  },
  {
    scenario: 'U04',
    breaks: messages.everyErrorIsShown,
    how: 'names every field of its form',
    mutate: says({ messages: [everyLabel] }),
  },
  {
    scenario: 'U04',
    breaks: messages.everyErrorIsShown,
    how: 'shows the whole receipt',
    mutate: says({ messages: [wholeReceipt] }),
  },
  {
    scenario: 'U04',
    breaks: honest.theRefusalIsReported,
    how: 'reports a tracking id of a refused receipt',
    mutate: says({ wasteTrackingId: '26INVENT' }),
  },
  {
    scenario: 'U03',
    breaks: messages.theChargeIsMentioned,
    how: 'has one sentence for every refusal',
    mutate: says({ messages: ['The receipt was not accepted. Please check it.'] }),
  },
  {
    scenario: 'U03',
    breaks: messages.theChargeIsMentioned,
    how: 'names the charge among all else that could be wrong',
    mutate: says({ messages: [`${everyLabel}, and pay the charge`] }),
  },
  {
    scenario: 'U03',
    breaks: messages.theChargeIsToldApart,
    how: 'speaks of the charge at every refusal',
    mutate: says({ messages: ['The service charge must be paid.'] }, 1),
  },
  {
    scenario: 'D01',
    breaks: honest.failuresAreExplained,
    how: 'has one sentence for every failure',
    mutate: says({ messages: ['Something went wrong. Please try again later.'] }),
  },
  {
    scenario: 'U02',
    breaks: honest.failuresAreExplained,
    how: 'has one sentence for every correction',
    mutate: says({ messages: ['The correction failed.'] }),
  },
  {
    scenario: 'L03',
    breaks: honest.theProductReportsWhatHappened,
    how: 'reports a tracking id of a receipt that it could not send',
    mutate: says({ wasteTrackingId: '26INVENT' }),
  },
  {
    scenario: 'U05',
    breaks: messages.everyWarningIsShown,
    how: 'says only that there are warnings',
    mutate: says({ messages: ['Recorded with warnings: information is missing'] }),
  },
  { scenario: 'U05', breaks: messages.everyWarningIsShown, how: 'shows none', mutate: says({ messages: [] }) },
];
