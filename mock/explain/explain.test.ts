import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Note } from '../../spec/types/exchange.ts';
import { issueAt, type LocatedIssue } from '../rules/located-issue.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { warningsFor } from '../rules/warnings.ts';
import { openMock } from '../testing/open-mock.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { documentSourceOf, explainer } from './explain.ts';
import { compareRuleSets, receiptNotes } from './receipt-notes.ts';
import { hintsFor } from './request-hints.ts';

const observed = loadContract({ ruleSet: 'observed' });
const published = loadContract({ ruleSet: 'published' });
const [judge, judgePublished] = [createReceiptValidator(observed), createReceiptValidator(published)];
const explain = explainer(observed);
const sources = readFileSync(join(import.meta.dirname, '..', '..', 'spec', 'sources.yaml'), 'utf8');
const isSource = (id: string) => sources.includes(`\n  ${id}:\n`);

function explanationOf(key: string, receipt: JsonValue, errors: LocatedIssue[] = judge(receipt)) {
  const issue = errors.find((each) => each.key === key);
  if (issue === undefined) throw new Error(`${key} is not among ${errors.map((each) => each.key).join()}`);
  return explain(issue, receipt);
}

const inItem = (name: string, value: JsonValue) => receiptWith({ [`wasteItems.0.${name}`]: value });

describe('the conditions', () => {
  // The request for an assessment is validated too, but it is not a receipt, and nothing of it is explained.
  const other = 'approval-request.ts';
  const code = ['rules', 'routes']
    .map((folder) => join(import.meta.dirname, '..', folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => !file.endsWith('.test.ts') && !file.endsWith(other) && !file.endsWith('token.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  it('named by the rules are in spec/, as a condition or as a defect', () => {
    const named = [...code.matchAll(/'((?!x-)[a-z]+(?:-[a-z]+)+)'(?=,?\s*\)|;)/g)].map(([, id = '']) => id);
    const unknown = named.filter((id) => observedConditions()[id] === undefined && observedDefects()[id] === undefined);
    expect(named.length).toBeGreaterThan(15);
    expect(unknown).toEqual([]);
  });

  it('in spec/ are each named by a rule', () => {
    expect(Object.keys(observedConditions()).filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  });

  it('are each explained by what the service does, with its source', () => {
    for (const [id, { service, source }] of Object.entries(observedConditions())) {
      expect(explain(issueAt(['x'], 'InvalidValue', 'm', id), {})).toMatchObject({ key: 'x', rule: service, source });
    }
    for (const [id, { service, repaired, source }] of Object.entries(observedDefects())) {
      const rule = `${service} ${repaired}`;
      expect(explain(issueAt(['x'], 'InvalidValue', 'm', id), {})).toMatchObject({ rule, source });
    }
  });

  it('that are unknown are a fault of the code, and not ignored', () => {
    expect(() => explain(issueAt(['x'], 'InvalidValue', 'm', 'no-such-thing'), {})).toThrow('no-such-thing');
  });
});

describe('the rule behind an error of the schema', () => {
  it.each<[string, JsonValue, string, string]>([
    ['receiver', receiptWith({ receiver: undefined }), 'It is required.', 'oas-2026-09'],
    [
      'colour',
      receiptWith({ colour: 1 }),
      'Fields that are not in the contract are refused. The document leaves its objects open',
      'validation-2026-07',
    ],
    ['receiver', receiptWith({ receiver: 7 }), 'It must be an object.', 'oas-2026-09'],
    ['wasteItems', receiptWith({ wasteItems: 7 }), 'It must be an array.', 'oas-2026-09'],
    ['receiver.siteName', receiptWith({ 'receiver.siteName': 7 }), 'It must be a string.', 'oas-2026-09'],
    ['wasteItems.0.containsPops', inItem('containsPops', 7), 'It must be a boolean.', 'oas-2026-09'],
    ['wasteItems.0.numberOfContainers', inItem('numberOfContainers', 'x'), 'It must be an integer.', 'oas-2026-09'],
    ['wasteItems.0.pops', inItem('pops', 7), 'It must be an object. The document knows objects only.', 'validation'],
    [
      'wasteItems.0.physicalForm',
      inItem('physicalForm', 'Fog'),
      'It must be one of Gas, Liquid, Solid, Powder, Sludge, Mixed.',
      'oas-2026-09',
    ],
    [
      'wasteItems.0.typeOfContainers',
      inItem('typeOfContainers', 'ZZZ'),
      'It must be a code of the list container-types (GET /reference-data/container-types). The document does not bind',
      'validation-2026-07',
    ],
    [
      'receiver.siteName',
      receiptWith({ 'receiver.siteName': '' }),
      'It must not be empty. The document sets no lower bound.',
      'validation-2026-07',
    ],
    [
      'specialHandlingRequirements',
      receiptWith({ specialHandlingRequirements: 'x'.repeat(5001) }),
      'It must not be longer than 5000 characters. An emoji, or any other character beyond U+FFFF, counts as two.',
      'validation-2026-07',
    ],
    [
      'receipt.address.postcode',
      receiptWith({ 'receipt.address.postcode': 'x' }),
      'It must be a postcode of the United Kingdom, with one space, such as TC1 2AB. ',
      'validation-2026-07',
    ],
    [
      'wasteItems.0.numberOfContainers',
      inItem('numberOfContainers', 1e300),
      'It must be between -(2^53-1) and 2^53-1. ',
      'validation-2026-07',
    ],
    [
      'wasteItems.0.weight.amount',
      receiptWith({ 'wasteItems.0.weight.amount': 0 }),
      'It must be more than 0.',
      'oas-2026-09',
    ],
    ['wasteItems.0.numberOfContainers', inItem('numberOfContainers', -1), 'It must be 0 or more.', 'oas-2026-09'],
    ['wasteItems', receiptWith({ wasteItems: [] }), 'The list must have 1 or more entries.', 'oas-2026-09'],
    [
      'wasteItems.0.ewcCodes',
      inItem('ewcCodes', Array(6).fill('170904')),
      'The list must have at most 5 entries.',
      'oas-2026-09',
    ],
  ])('of %s is told in words, with its source', (key, receipt, rule, source) => {
    const explanation = explanationOf(key, receipt);
    expect(explanation.rule.slice(0, rule.length)).toBe(rule);
    expect(explanation.source).toContain(source);
  });

  it('is described for every format, never by its name', () => {
    const documents = JSON.stringify([observed.document['components'], published.document['components']]);
    const formats = new Set([...documents.matchAll(/"format":"([^"]+)"/g)].map(([, name = '']) => name));
    expect(formats.size).toBeGreaterThan(8);
    for (const format of formats) {
      const schema = { type: 'string', format };
      const violation = { path: ['x'], place: '/x', rule: null, keyword: 'format', limit: format, schema, value: 'x' };
      const { rule } = explain(issueAt(['x'], 'InvalidFormat', 'm', { kind: 'schema', violation: violation }), {
        x: 'x',
      });
      expect(rule).not.toContain('of the format');
    }
  });

  it('is described with a source for every keyword of the schema that a receipt can violate', () => {
    const keywords = new Set<string>();
    for (const [receipt, errors] of everySampleWithErrors()) {
      for (const issue of errors) {
        if (issue.cause.kind === 'schema') keywords.add(issue.cause.violation.keyword);
        const { rule, source, fix, key } = explain(issue, receipt);
        expect(rule).not.toContain('keep to “');
        expect([isSource(source), rule.length > 5, fix.length > 5, key]).toEqual([true, true, true, issue.key]);
      }
    }
    const used = [
      'required',
      'additionalProperties',
      'type',
      'enum',
      'x-code-list',
      'minLength',
      'maxLength',
      'format',
    ];
    const bounds = ['x-type', 'x-format', 'x-safe-number', 'exclusiveMinimum', 'minimum', 'minItems', 'maxItems'];
    expect([...keywords].sort()).toEqual([...used, ...bounds].sort());
  });

  function* everySampleWithErrors(): Generator<[JsonObject, LocatedIssue[]]> {
    const file = join(import.meta.dirname, '..', 'fixtures', 'observed-receipts.jsonl');
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const { request } = JSON.parse(line) as { request: JsonObject };
      yield [request, [...judge(request), ...judgePublished(request)]];
    }
    for (const sample of [inItem('numberOfContainers', 1e300), inItem('ewcCodes', Array(6).fill('170904'))]) {
      yield [sample, judge(sample)];
    }
  }
});

describe('the published document', () => {
  it.each([
    ['2026-07', 'oas-2026-06'],
    ['2026-09-16', 'oas-2026-06'],
    ['2026-09-17', 'oas-2026-09'],
  ])('is named as the source as it was on the date: %s', (asOf, source) => {
    const contract = loadContract({ ruleSet: 'observed', asOf });
    const receipt = receiptWith({ receiver: 7 });
    const [issue] = createReceiptValidator(contract)(receipt);
    expect(issue && explainer(contract)(issue, receipt)).toMatchObject({ key: 'receiver', source });
  });

  it('is named as the newest, if the document is the user’s own', () => {
    expect(documentSourceOf({ published: { openapi: '3.0.3' } })).toBe('oas-2026-09');
    expect(isSource('oas-2026-09')).toBe(true);
  });
});

describe('the differences between the rule sets', () => {
  const longPlate = 'AB12 CDE AND A TRAILER';
  const differencesOn = (receipt: JsonValue) =>
    compareRuleSets(receipt, judge(receipt), judgePublished(receipt), explain).map(({ kind, text, source }) => {
      expect(kind).toBe('difference');
      expect(isSource(source)).toBe(true);
      return text;
    });

  it('are none if both agree', () => {
    expect([differencesOn(receiptWith()), differencesOn(receiptWith({ receiver: undefined }))]).toEqual([[], []]);
  });

  it('are reported as accepted today, contrary to the document', () => {
    expect(differencesOn(receiptWith({ 'carrier.vehicleRegistration': longPlate }))).toEqual([
      'Accepted today, contrary to the published document: "carrier.vehicleRegistration" length must be less than or equal to 10 characters long.',
    ]);
  });

  it('are reported as refused today though the document accepts it', () => {
    expect(differencesOn(receiptWith({ colour: 1 }))).toEqual([
      'Refused today, though the published document accepts it: "colour" is not allowed.',
    ]);
  });

  it('are reported one by one if both refuse a receipt for different reasons', () => {
    expect(differencesOn(receiptWith({ colour: 1, 'carrier.vehicleRegistration': longPlate }))).toEqual([
      'Not reported by the running service, contrary to the published document: "carrier.vehicleRegistration" length must be less than or equal to 10 characters long.',
      'Reported by the running service only: "colour" is not allowed.',
    ]);
  });

  it('have the source of the difference', () => {
    const [note] = compareRuleSets(
      {},
      [],
      judgePublished(receiptWith({ 'carrier.vehicleRegistration': longPlate })),
      explain,
    );
    expect(note).toMatchObject({ key: 'carrier.vehicleRegistration', source: 'validation-2026-07' });
  });

  it('are counted from the twenty-first on', () => {
    const unknown = (count: number) =>
      receiptWith(Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, 1])));
    expect(differencesOn(unknown(20))).toHaveLength(20);
    expect(differencesOn(unknown(21)).slice(19)).toEqual([
      'Refused today, though the published document accepts it: "x19" is not allowed.',
      'And 1 more differences like these.',
    ]);
    expect(differencesOn(unknown(500)).at(-1)).toBe('And 480 more differences like these.');
  });
});

const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** Names of fields with arbitrary values, at any place where the receipt has one. */
const hostileReceipt = fc
  .tuple(
    fc.constantFrom('', 'wasteItems.0', 'wasteItems.0.weight', 'carrier', 'receiver', 'receipt.address'),
    fc.oneof(
      fc.constantFrom('name', 'postCode', 'ewcCodes', 'pops', 'hazardous', 'reasonForNoConsignmentCode', 'carrier'),
      fc.constantFrom('constructor', 'toString', '__proto__', 'hasOwnProperty', 'length', '', 'a.b', '0', 'CARRIER'),
      fc.string(),
    ),
    fc.oneof(anyJson, fc.constantFrom('constructor', '__proto__', '1e999', 'x'.repeat(10_000), 'true')),
  )
  .map(([parent, name, value]) => {
    const receipt = receiptWith({ 'wasteItems.0.ewcCodes': ['200121'] });
    let place: JsonValue = receipt;
    for (const step of parent.split('.').filter(Boolean)) place = (place as JsonObject)[step] ?? null;
    Object.defineProperty(place, name, { value, enumerable: true, writable: true, configurable: true });
    return receipt;
  });

describe('any receipt', () => {
  const notesOf = [observed, published].map((contract) => ({ contract, notes: receiptNotes(contract) }));

  function notesOn(receipt: JsonValue): Note[] {
    return notesOf.flatMap(({ contract, notes }) => {
      const errors = createReceiptValidator(contract)(receipt);
      const isAccepted = errors.length === 0 && typeof receipt === 'object' && receipt !== null;
      return notes.on(receipt, errors, isAccepted ? warningsFor(receipt as JsonObject, contract) : []);
    });
  }

  it('is explained in sentences with sources, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, hostileReceipt), (receipt) => {
        for (const { kind, text, source, fix } of notesOn(receipt)) {
          expect([isSource(source), text.length > 5]).toEqual([true, true]);
          if (kind === 'explanation') expect(fix).toMatch(/\S/);
          expect(fix ?? '').not.toMatch(/undefined|\[object|native code|Infinity|NaN/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has at most one hint of each kind, whatever the headers', () => {
    const headers = fc.dictionary(
      fc.oneof(fc.constantFrom('authorization', 'content-type', 'x-api-key', 'token', '__proto__'), fc.string()),
      fc.oneof(fc.string(), fc.constantFrom('Bearer', 'bearer  ', 'Basic', 'text/', 'a'.repeat(10_000))),
    );
    // What a path may hold, by RFC 3986. `fc.webPath` would list every escape first.
    const inPath = fc.constantFrom(..."/azAZ09-._~!$&'()*+,;=:@", '%2F', '%c3%a9', '%00');
    const urls = fc.oneof(
      fc.string(),
      fc.string({ unit: inPath }).map((path) => `/v1/${path}`),
      fc.constantFrom('/movements//receive', '//', '/movements/../receive', '?token=', '/%00'),
    );
    const status = fc.constantFrom(200, 400, 401, 404, 415, 500);
    fc.assert(
      fc.property(fc.string(), urls, headers, status, (method, url, sent, code) => {
        expect(hintsFor({ method, url, headers: sent, status: code }).length).toBeLessThanOrEqual(8);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a bounded number of notes: hundreds of faults are counted', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1]));
    const items = Array.from({ length: 2000 }, () => ({}));
    for (const receipt of [unknown, { wasteItems: items }]) {
      for (const { contract, notes } of notesOf) {
        expect(notes.on(receipt, createReceiptValidator(contract)(receipt), []).length).toBeLessThanOrEqual(230);
      }
    }
    const notes = receiptNotes(observed).on(unknown, judge(unknown), []);
    expect(notes[200]).toMatchObject({ text: `And ${judge(unknown).length - 200} more errors like these.` });
  });

  it('gets a documented response, however deep: a list of lists is not a code, and not a fault of the mock', async () => {
    const { send, lastExchange } = await openMock();
    for (const [name, inside] of [
      ['hazardousWasteConsignmentCode', ''],
      ['hazardousWasteConsignmentCode', '"x"'],
      ['reasonForNoConsignmentCode', ''],
      ['apiCode', ''],
      ['unknown', ''],
    ] as const) {
      const text = JSON.stringify(receiptWith({ [name]: 'HERE' })).replace(
        '"HERE"',
        '['.repeat(100_000) + inside + ']'.repeat(100_000),
      );
      const answer = await send('POST', '/movements/receive', { text });
      expect([name, answer.statusCode]).toEqual([name, 400]);
      expect((await lastExchange()).notes.length).toBeGreaterThan(0);
    }
  });
});
