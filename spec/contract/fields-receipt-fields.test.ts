import { expect, test } from 'vitest';
import { loadContract } from './contract.ts';
import { currentName, fieldsOf, receiptFields, receiptObjects } from './fields.ts';
import { ruleSets } from './rule-sets.ts';

test('the fields of both rule sets are known, and no others', () => {
  const known = ruleSets.flatMap((ruleSet) => fieldsOf(loadContract({ ruleSet }).document).map(({ name }) => name));
  expect(receiptFields()).toEqual(new Set(known));
  expect(receiptFields()).toContain('carrier.otherMeansOfTransport');
});

test('the objects are the fields with named fields below them', () => {
  const named = [...receiptFields()].filter((name) => !/(?:^|\.)\*$/.test(name));
  expect(receiptObjects()).toEqual(new Set(named.map((name) => name.replace(/(?:^|\.)[^.]*$/, ''))));
});

test('no field that a receipt may have counts as retired', () => {
  const retired = [...receiptFields()].filter((name) => {
    const dot = name.lastIndexOf('.');
    return currentName(name.slice(dot + 1), name.slice(0, Math.max(dot, 0))) !== undefined;
  });
  expect(retired).toEqual([]);
});
