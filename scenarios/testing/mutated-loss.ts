import * as arrival from '../behaviour/expectations/recorded-once.ts';
import * as honest from '../behaviour/expectations/reported-outcome.ts';
import { postLine } from './fake-observation.ts';
import { plainReceipt } from './fake-synthetic.ts';
import { lines, type MutatedTraffic, says } from './mutate.ts';

/** Products that lose, duplicate or invent receipts when responses fail. */
export const mutatedLoss: readonly MutatedTraffic[] = [
  {
    scenario: 'D01',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'never arrives',
    mutate: (steps) => steps.slice(0, 1),
  },
  {
    scenario: 'D04',
    breaks: honest.theProductReportsWhatHappened,
    how: 'says that it was rejected',
    mutate: says({ outcome: 'rejected' }),
  },
  {
    scenario: 'D04',
    breaks: honest.theProductReportsWhatHappened,
    how: 'invents an id',
    mutate: says({ outcome: 'accepted', wasteTrackingId: '26ZZZZZZ' }),
  },
  { scenario: 'D04', breaks: honest.failuresAreExplained, how: 'fails in silence', mutate: says({ messages: [] }) },
  {
    scenario: 'D04',
    breaks: arrival.noReceiptIsLostOrDuplicatedSilently,
    how: 'loses the receipt for good',
    mutate: lines((all) =>
      all.map((line) =>
        line.operationId === 'receiveMovement' ? { ...line, response: { ...line.response, status: 500 } } : line,
      ),
    ),
  },
  {
    scenario: 'D04',
    breaks: arrival.theRecordedReceiptsFollowTheTasks,
    how: 'sends something else the second time',
    mutate: lines((all) => [...all, postLine(3000, { ...plainReceipt, wasteItems: [] }, 201, {}, '26BBBBBB')]),
  },
];
