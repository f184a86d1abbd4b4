import { at, type JsonObject, type JsonValue } from '../spec/json.ts';
import type { Step } from '../spec/verdict.ts';
import { itemsOf } from './receipt.ts';
import type { Attempt, Expectation, Given } from './scenario.ts';
import { inWords, listed } from './wording.ts';

export function judgeGiven(given: Given, { receipt }: Attempt): Step {
  const { text, field } = given;
  if (given.holds(receipt)) return { text, met: true, finding: null };
  return {
    text,
    met: false,
    finding: {
      text: `The receipt that was sent does not meet the condition “${text}”.`,
      field,
      expected: text,
      found: foundAt(receipt, field),
    },
  };
}

export function judgeThen(expectation: Expectation, attempt: Attempt): Step {
  const { text } = expectation;
  const finding = expectation.check(attempt);
  if (finding === null) return { text, met: null, finding: null };
  return { text, met: finding === undefined, finding: finding ?? null };
}

export function unjudged(steps: readonly (Given | Expectation)[]): Step[] {
  return steps.map(({ text }) => ({ text, met: null, finding: null }));
}

/** What was sent at a wire key; where the key has a `*`, on each waste item. */
function foundAt(receipt: JsonObject, field: string): string {
  const [before = '', after] = field.split('.*.');
  if (after === undefined) return inWords(valueAt(receipt, before));
  const items = itemsOf(receipt);
  if (items.length === 0) return 'no waste items';
  return listed(items.map((item, index) => `item ${index + 1}: ${inWords(valueAt(item, after))}`));
}

function valueAt(value: JsonValue, key: string): JsonValue | undefined {
  return at(value, ...key.split('.'));
}
