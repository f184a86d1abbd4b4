import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../spec/contract/compile-schema.ts';
import { type Contract, loadContract, receiptSchemaOf } from '../../spec/contract/contract.ts';
import { observedConditions } from '../../spec/contract/observed-conditions.ts';
import { applyOverlay, type OverlayAction } from '../../spec/contract/overlay.ts';
import type { JsonObject } from '../../spec/json.ts';
import { observedCode } from '../testing/register-observed-codes.ts';
import { type LocatedIssue, toIssue } from './located-issue.ts';
import { createReceiptValidator, type ReceiptValidator } from './validate-receipt.ts';
import { warningsFor } from './warnings.ts';

interface ObservedReceipt {
  id: number;
  class: string;
  note: string;
  request: JsonObject;
  status: number;
  response: JsonObject;
  /** The response of July 2026, if it was different. */
  status07?: number;
  response07?: JsonObject;
  /** Why the response is uncertain. */
  doubt?: string;
}

const file = join(import.meta.dirname, '..', 'fixtures', 'observed-receipts.jsonl');
const lines = readFileSync(file, 'utf8').trim().split('\n');
const receipts: ObservedReceipt[] = lines.map((line) => JSON.parse(line));
const settled = receipts.filter(({ doubt }) => doubt === undefined);

const dates = ['2026-07', '2026-10'] as const;
type KnownDate = (typeof dates)[number];

/** Receipts with deliberately different responses: by id, the reason. */
const explained: Readonly<Record<KnownDate, Readonly<Record<number, string>>>> = { '2026-07': {}, '2026-10': {} };

/** The API codes that the service knew; the routes ask the store instead, once the receipt is judged. */
const knownCodes = [observedCode('1'), observedCode('2')];
const unknownCode = { key: 'apiCode', errorType: 'InvalidValue', message: 'the API Code supplied is invalid' };
/** The response of the routes in July once a receipt without a carrier is stored. */
const failed = { error: 'Internal Server Error', message: 'Failed to create waste movement' };

interface Rules {
  judge: ReceiptValidator;
  warn: (receipt: JsonObject) => LocatedIssue[];
}
function rulesOf(contract: Contract): Rules {
  return { judge: createReceiptValidator(contract), warn: (receipt) => warningsFor(receipt, contract) };
}
const [july, october] = dates.map((asOf) => rulesOf(loadContract({ ruleSet: 'observed', asOf }))) as [Rules, Rules];

function answerTo(receipt: JsonObject, rules: Rules) {
  const found = rules.judge(receipt).map(toIssue);
  const isKnown = knownCodes.some((code) => code === receipt['apiCode']);
  const errors = found.length === 0 && !isKnown ? [unknownCode] : found;
  if (errors.length > 0) return { status: 400, response: { validation: { errors } } };
  if (receipt['carrier'] === undefined) return { status: 500, response: failed };
  const warnings = rules.warn(receipt).map(toIssue);
  return {
    status: 201,
    response: { wasteTrackingId: '<ID>', ...(warnings.length > 0 ? { validation: { warnings } } : {}) },
  };
}

/** Returns the response that was observed as of a date. */
function observedAnswer({ status, response, status07, response07 }: ObservedReceipt, date: KnownDate) {
  return date === '2026-07' && status07 !== undefined
    ? { status: status07, response: response07 }
    : { status, response };
}

/** Returns the receipts to which these rules respond differently from the service. */
function answeredDifferently(rules: Rules, date: KnownDate, among = settled): ObservedReceipt[] {
  return among.filter((each) => isAnsweredDifferently(each, rules, date));
}

function isAnsweredDifferently(each: ObservedReceipt, rules: Rules, date: KnownDate): boolean {
  return JSON.stringify(answerTo(each.request, rules)) !== JSON.stringify(observedAnswer(each, date));
}

it.each([
  ['2026-07', july],
  ['2026-10', october],
] as const)('as of %s every observed receipt is answered word for word as the service answered it', (date, rules) => {
  const different = answeredDifferently(rules, date);
  const unexplained = different.filter(({ id }) => explained[date][id] === undefined);
  const named = unexplained.slice(0, 20).map((each) => `${each.id} ${each.class}: ${each.note}`);
  const share = `${settled.length - different.length} of ${settled.length} are answered alike`;
  expect([receipts.length, settled.length]).toEqual([1910, 1895]);
  expect(named, share).toEqual([]);
  expect(Object.keys(explained[date]).map(Number), 'explained, and answered alike by now').toEqual(
    different.map(({ id }) => id).filter((id) => explained[date][id] !== undefined),
  );
});

it('many receipts get different responses on the two dates', () => {
  const changed = settled.filter(({ status07 }) => status07 !== undefined);
  expect(changed.length).toBeGreaterThan(400);
  expect(answeredDifferently(july, '2026-10')).toHaveLength(changed.length);
});

it('the observed responses cover every class of error, refusals and acceptances, with and without warnings', () => {
  const text = JSON.stringify(receipts.map(({ response }) => response));
  const classes = ['NotProvided', 'NotAllowed', 'InvalidType', 'InvalidFormat', 'InvalidValue', 'OutOfRange'];
  for (const errorType of [...classes, 'BusinessRuleViolation', 'UnexpectedError']) expect(text).toContain(errorType);
  expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set([201, 400]));
  expect(text).toContain('warnings');
});

describe('a rule that is broken on purpose is noticed', () => {
  const isOf = (id: string) => (issue: LocatedIssue) => issue.cause.kind === 'condition' && issue.cause.id === id;
  /** The store decides two of them (see `knownCode`), and every body here is an object. */
  const elsewhere = ['api-code-is-known', 'same-organisation', 'service-charge-is-paid', 'body-is-an-object'];

  it.each(Object.keys(observedConditions()).filter((id) => !elsewhere.includes(id)))('%s, switched off', (id) => {
    const without = (issues: LocatedIssue[]) => issues.filter((issue) => !isOf(id)(issue));
    const broken: Rules = {
      judge: (receipt) => without(october.judge(receipt)),
      warn: (receipt) => without(october.warn(receipt)),
    };
    expect(settled.some((each) => isAnsweredDifferently(each, broken, '2026-10'))).toBe(true);
  });

  it.each<[string, Partial<Rules>]>([
    ['the published rules in their place', rulesOf(loadContract({ ruleSet: 'published' }))],
    ['no defects', rulesOf(loadContract({ ruleSet: 'observed', defects: false }))],
    ['the errors in another order', { judge: (receipt) => october.judge(receipt).reverse() }],
    ['one error at a time', { judge: (receipt) => october.judge(receipt).slice(0, 1) }],
    [
      'a full stop after each message',
      { judge: (receipt) => october.judge(receipt).map((issue) => ({ ...issue, message: `${issue.message}.` })) },
    ],
    ['no warnings', { warn: () => [] }],
    ['the keys of a repaired service', { warn: rulesOf(loadContract({ ruleSet: 'observed', defects: false })).warn }],
  ])('%s', (_, broken) => {
    const rules = { ...october, ...broken };
    expect(settled.some((each) => isAnsweredDifferently(each, rules, '2026-10'))).toBe(true);
  });
});

describe('a missing dated entry is noticed', () => {
  /** The document of June, without later additions: our own covers much of that by now. */
  const specFile = join(import.meta.dirname, '..', '..', 'spec', 'fixtures', 'inlined-receipt-api.yaml');
  const contracts = dates.map((asOf) => loadContract({ ruleSet: 'observed', specFile, asOf }));
  const entries = contracts.flatMap((contract) => {
    const actions = contract.overlays.flatMap((overlay) => overlay.actions);
    const dated = actions.filter((action) => action['x-since'] !== '2026-07' || action['x-until'] !== undefined);
    return dated.map((action) => ({ asOf: contract.asOf as KnownDate, contract, action, said: action.description }));
  });

  it.each(dates)('and none, as of %s, if nothing is left out', (date) => {
    const contract = contracts.find(({ asOf }) => asOf === date) as Contract;
    expect(answeredDifferently(rulesOf(contract), date, receipts)).toEqual([]);
  });

  it.each(entries)('as of $asOf: $said', ({ asOf, contract, action }) => {
    expect(isNoticed(contract, action, asOf)).toBe(true);
  });

  function isNoticed(contract: Contract, action: OverlayAction, date: KnownDate): boolean {
    const overlays = contract.overlays.map((overlay) => ({
      ...overlay,
      actions: overlay.actions.filter((each) => each !== action),
    }));
    try {
      const document = overlays.reduce((before, each) => applyOverlay(before, each, 'left out'), contract.published);
      const validateReceipt = compile(receiptSchemaOf(document, 'left out'), document);
      const rules = rulesOf({ ...contract, document, validateReceipt });
      return receipts.some((each) => isAnsweredDifferently(each, rules, date));
    } catch {
      // The remaining combinations contradict each other.
      return true;
    }
  }
});
