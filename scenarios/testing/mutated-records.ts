import * as corrections from '../behaviour/expectations/corrections.ts';
import * as messages from '../behaviour/expectations/messages.ts';
import * as arrival from '../behaviour/expectations/recorded-once.ts';
import * as honest from '../behaviour/expectations/reported-outcome.ts';
import { postLine } from './fake-observation.ts';
import { plainReceipt } from './fake-synthetic.ts';
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
  { scenario: 'U05', breaks: messages.everyWarningIsShown, how: 'shows none', mutate: says({ messages: [] }) },
];
