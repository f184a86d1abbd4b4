import * as arrival from '../duties/arrival.ts';
import * as honest from '../duties/honest-outcome.ts';
import { postLine } from './fake-conduct.ts';
import { plainReceipt } from './fake-synthetic.ts';
import { lines, type Spoilt, says } from './spoil.ts';

/** Products that lose, double or invent receipts when answers fail. */
export const spoiltByLoss: readonly Spoilt[] = [
  {
    scenario: 'D01',
    breaks: arrival.everyReceiptArrivesOnce,
    how: 'never arrives',
    spoil: (scenes) => scenes.slice(0, 1),
  },
  {
    scenario: 'D04',
    breaks: honest.theProductReportsWhatHappened,
    how: 'says that it was rejected',
    spoil: says({ outcome: 'rejected' }),
  },
  {
    scenario: 'D04',
    breaks: honest.theProductReportsWhatHappened,
    how: 'invents an id',
    spoil: says({ outcome: 'accepted', wasteTrackingId: '26ZZZZZZ' }),
  },
  { scenario: 'D04', breaks: honest.failuresAreExplained, how: 'fails in silence', spoil: says({ messages: [] }) },
  {
    scenario: 'D04',
    breaks: arrival.noReceiptIsLostOrSilentlyDoubled,
    how: 'loses the receipt for good',
    spoil: lines((all) =>
      all.map((line) =>
        line.operationId === 'receiveMovement' ? { ...line, response: { ...line.response, status: 500 } } : line,
      ),
    ),
  },
  {
    scenario: 'D04',
    breaks: arrival.theReceiptsAreThoseAskedFor,
    how: 'sends something else the second time',
    spoil: lines((all) => [...all, postLine(3000, { ...plainReceipt, wasteItems: [] }, 201, {}, '26BBBBBB')]),
  },
];
