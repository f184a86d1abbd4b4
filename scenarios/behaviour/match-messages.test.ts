import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../../spec/json.ts';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import {
  type Fault,
  type MessagesAboutFailures,
  type MessagesAboutFaults,
  messagesAboutFailures,
  messagesAboutFaults,
  type Shown,
} from '../testing/messages-to-users.ts';
import { knownMisses, moreMessagesAboutFailures, moreMessagesAboutFaults } from '../testing/more-messages-to-users.ts';
import { type Coverage, matchFailure, matchMessages } from './match-messages.ts';

interface Judged {
  shown: Shown;
  expected: Coverage;
  got: Coverage[];
}

/** Returns the receipt with its faults. */
function receiptWith(faults: readonly Fault[]): JsonValue {
  const receipt = JSON.parse(JSON.stringify(plainReceipt));
  for (const { key, value } of faults) {
    const path = key.split('.');
    const last = path.pop() ?? '';
    let parent = receipt;
    for (const step of path) {
      parent[step] ??= {};
      parent = parent[step];
    }
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return receipt;
}

function judgeFaults({ faults, own, wire, nothing }: MessagesAboutFaults): Judged[] {
  const sent = receiptWith(faults);
  const judge = (expected: Coverage) => (shown: Shown) => {
    const got = matchMessages([shown].flat(), faults, sent).coverage;
    return { shown, expected, got: got.every((each) => each === got[0]) ? got.slice(0, 1) : got };
  };
  return [...own.map(judge('own words')), ...wire.map(judge('wire text')), ...nothing.map(judge('nothing'))];
}

function judgeFailures({ failure, own, wire, nothing }: MessagesAboutFailures): Judged[] {
  const judge = (expected: Coverage) => (shown: string) => ({ shown, expected, got: [matchFailure([shown], failure)] });
  return [...own.map(judge('own words')), ...wire.map(judge('wire text')), ...nothing.map(judge('nothing'))];
}

const misjudged = (all: readonly Judged[]) =>
  all.filter(({ expected, got }) => got.length !== 1 || got[0] !== expected);
// Judged within each test: the mutation tester notices what the tests themselves run.
const first = () => [...messagesAboutFaults.flatMap(judgeFaults), ...messagesAboutFailures.flatMap(judgeFailures)];
const second = () => [
  ...moreMessagesAboutFaults.flatMap(judgeFaults),
  ...moreMessagesAboutFailures.flatMap(judgeFailures),
];

describe('the lists of messages', () => {
  test('are large, and half of each is of no help', () => {
    for (const [list, min] of [
      [first(), 200],
      [second(), 120],
    ] as const) {
      expect(list.length).toBeGreaterThanOrEqual(min);
      const share = list.filter(({ expected }) => expected === 'nothing').length / list.length;
      expect(share).toBeGreaterThan(0.3);
      expect(share).toBeLessThan(0.6);
    }
  });

  test('the first is judged without a miss', () => {
    expect(misjudged(first())).toEqual([]);
  });

  test('the second is judged without a miss but the known ones', () => {
    expect(misjudged(second()).map(({ shown }) => shown)).toEqual(knownMisses);
  });
});

const ewc = { key: 'wasteItems.0.ewcCodes.0', message: '"wasteItems[0].ewcCodes[0]" must be a valid EWC code' };
const plate = { key: 'carrier.vehicleRegistration', message: 'carrier.vehicleRegistration is required' };

describe('a text that fits everything', () => {
  it('covers nothing if it names half of what else could have been wrong', () => {
    const possible = ['wasteItems.*.ewcCodes', 'receiver.siteName', 'receipt.address.postcode', 'wasteItems.*.weight'];
    const all = ['Check the EWC code', 'Check the site name', 'Check the postcode'];
    expect(matchMessages(all, [ewc], {}, possible)).toEqual({
      coverage: ['nothing'],
      strays: ['receiver.siteName', 'receipt.address.postcode'],
    });
    expect(matchMessages(all.slice(0, 2), [ewc], {}, possible).coverage).toEqual(['own words']);
  });

  it('is told apart from a receipt that is named by what is in it', () => {
    const sent = receiptWith([]);
    const heading = 'ZA12 ABC, CBDU123456, 170201, Thimblewick Haulage Ltd, AX1 1AA, EPR/AB1234CD';
    expect(matchMessages([heading, 'EWC code unknown'], [ewc], sent).coverage).toEqual(['own words']);
    expect(matchMessages([`${heading}: EWC code unknown`], [ewc], sent).coverage).toEqual(['nothing']);
  });
});

it('judges each error by itself', () => {
  expect(matchMessages(['EWC code unknown'], [ewc, plate], {}).coverage).toEqual(['own words', 'nothing']);
  expect(matchMessages([], [ewc], {})).toEqual({ coverage: ['nothing'], strays: [] });
});

it('knows a field without labels by the words of its name', () => {
  const issue = { key: 'weighbridgeOperator', message: '"weighbridgeOperator" is not allowed' };
  expect(matchMessages(['The weighbridge operator is not a field'], [issue], {}).coverage).toEqual(['own words']);
  expect(matchMessages(['The weighbridge is shut'], [issue], {}).coverage).toEqual(['nothing']);
});
