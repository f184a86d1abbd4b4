import { at, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { StepResult } from '../../spec/types/verdict.ts';
import { formatList, formatValue } from '../shared/format-text.ts';
import { itemsOf } from '../shared/receipt.ts';
import type { Attempt, Expectation, Precondition } from './types.ts';

export function evaluatePrecondition(given: Precondition, { receipt }: Attempt): StepResult {
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

export function evaluateExpectation(expectation: Expectation, attempt: Attempt): StepResult {
  const { text } = expectation;
  const finding = expectation.check(attempt);
  if (finding === null) return { text, met: null, finding: null };
  return { text, met: finding === undefined, finding: finding ?? null };
}

export function unevaluated(steps: readonly (Precondition | Expectation)[]): StepResult[] {
  return steps.map(({ text }) => ({ text, met: null, finding: null }));
}

/** What was sent at a wire key; where the key has a `*`, on each waste item. */
function foundAt(receipt: JsonObject, field: string): string {
  const [before = '', after] = field.split('.*.');
  if (after === undefined) return formatValue(valueAt(receipt, before));
  const items = itemsOf(receipt);
  if (items.length === 0) return 'no waste items';
  return formatList(items.map((item, index) => `item ${index + 1}: ${formatValue(valueAt(item, after))}`));
}

function valueAt(value: JsonValue, key: string): JsonValue | undefined {
  return at(value, ...key.split('.'));
}
