import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract.ts';
import type { JsonObject } from '../../spec/json.ts';
import { conditions } from '../../spec/known.ts';
import { type ReceiptJudge, receiptJudge } from './judge-receipt.ts';
import { type LocatedIssue, toIssue } from './located-issue.ts';
import { warningsFor } from './warnings.ts';

interface ObservedReceipt {
  id: number;
  class: string;
  note: string;
  request: JsonObject;
  status: number;
  response: JsonObject;
}

const file = join(import.meta.dirname, '..', 'fixtures', 'observed-receipts.jsonl');
const lines = readFileSync(file, 'utf8').trim().split('\n');
const receipts: ObservedReceipt[] = lines.map((line) => JSON.parse(line));

/** Receipts that are answered differently on purpose: by id, why. */
const explained: Readonly<Record<number, string>> = {};

const judge = receiptJudge(loadContract({ ruleSet: 'observed' }));

/** The one API code that the service knew; the routes ask the store instead, once the receipt is judged. */
const knownCode = '11111111-1111-4111-8111-111111111111';
const unknownCode = { key: 'apiCode', errorType: 'InvalidValue', message: 'the API Code supplied is invalid' };

interface Rules {
  judge: ReceiptJudge;
  warn: (receipt: JsonObject) => LocatedIssue[];
}
const ours: Rules = { judge, warn: warningsFor };

function answerTo(receipt: JsonObject, rules: Rules) {
  const found = rules.judge(receipt).map(toIssue);
  const errors = found.length === 0 && receipt['apiCode'] !== knownCode ? [unknownCode] : found;
  if (errors.length > 0) return { status: 400, response: { validation: { errors } } };
  const warnings = rules.warn(receipt).map(toIssue);
  return {
    status: 201,
    response: { wasteTrackingId: '<ID>', ...(warnings.length > 0 ? { validation: { warnings } } : {}) },
  };
}

/** The receipts that these rules answer otherwise than the service did. */
function answeredDifferently(rules: Rules): ObservedReceipt[] {
  return receipts.filter(
    ({ request, status, response }) =>
      JSON.stringify(answerTo(request, rules)) !== JSON.stringify({ status, response }),
  );
}

it('every observed receipt is answered word for word as the service answered it', () => {
  const different = answeredDifferently(ours);
  const unexplained = different.filter(({ id }) => explained[id] === undefined);
  const named = unexplained.slice(0, 20).map((each) => `${each.id} ${each.class}: ${each.note}`);
  const share = `${receipts.length - different.length} of ${receipts.length} are answered alike`;
  expect(receipts).toHaveLength(1532);
  expect(named, share).toEqual([]);
  expect(Object.keys(explained).map(Number), 'explained, and answered alike by now').toEqual(
    different.map(({ id }) => id).filter((id) => explained[id] !== undefined),
  );
});

it('the observed answers show every class of error, refusals and acceptances, with and without warnings', () => {
  const text = JSON.stringify(receipts.map(({ response }) => response));
  const classes = ['NotProvided', 'NotAllowed', 'InvalidType', 'InvalidFormat', 'InvalidValue', 'OutOfRange'];
  for (const errorType of [...classes, 'BusinessRuleViolation', 'UnexpectedError']) expect(text).toContain(errorType);
  expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set([201, 400]));
  expect(text).toContain('warnings');
});

describe('a rule that is broken on purpose is noticed', () => {
  const isOf = (id: string) => (issue: LocatedIssue) => issue.cause.kind === 'condition' && issue.cause.id === id;
  /** The store decides two of them (see `knownCode`), and every body here is an object. */
  const elsewhere = ['api-code-is-known', 'same-organisation', 'body-is-an-object'];

  it.each(Object.keys(conditions()).filter((id) => !elsewhere.includes(id)))('%s, switched off', (id) => {
    const without = (issues: LocatedIssue[]) => issues.filter((issue) => !isOf(id)(issue));
    const broken: Rules = {
      judge: (receipt) => without(judge(receipt)),
      warn: (receipt) => without(warningsFor(receipt)),
    };
    expect(answeredDifferently(broken).length).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Rules>]>([
    ['the published rules in their place', { judge: receiptJudge(loadContract({ ruleSet: 'published' })) }],
    ['no defects', { judge: receiptJudge(loadContract({ ruleSet: 'observed', defects: false })) }],
    ['the errors in another order', { judge: (receipt) => judge(receipt).reverse() }],
    ['one error at a time', { judge: (receipt) => judge(receipt).slice(0, 1) }],
    [
      'a full stop behind each message',
      { judge: (receipt) => judge(receipt).map((issue) => ({ ...issue, message: `${issue.message}.` })) },
    ],
    ['no warnings', { warn: () => [] }],
    ['the keys of a repaired service', { warn: (receipt) => warningsFor(receipt, { defects: false }) }],
  ])('%s', (_, broken) => {
    expect(answeredDifferently({ ...ours, ...broken }).length).toBeGreaterThan(0);
  });
});
