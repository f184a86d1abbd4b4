import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { type Contract, loadContract } from './contract.ts';
import { type Field, fieldsOf } from './fields.ts';
import { ContractError } from './read-document.ts';

const ownDocument = join(import.meta.dirname, '..', 'receipt-api.yaml');
const inlined = join(import.meta.dirname, '..', 'fixtures', 'inlined-receipt-api.yaml');
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function fileWith(content: JsonValue): string {
  const file = join(folder, `${++written}.yaml`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function overlayOf(action: JsonObject): string {
  const why = { description: 'd', 'x-source': 'assumption', 'x-since': '2026-11', 'x-reason': 'r' };
  return fileWith({ overlay: '1.0.0', info: { title: 't', version: '1' }, actions: [{ ...why, ...action }] });
}

const published = loadContract({ ruleSet: 'published' });
const observed = loadContract({ ruleSet: 'observed' });
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the contract', () => {
  it('is the unchanged document under the published rules', () => {
    expect(published.document).toEqual(parse(readFileSync(ownDocument, 'utf8')));
    expect(published).toMatchObject({
      ruleSet: 'published',
      title: 'Receipt of Waste API, as published',
      version: '1.0',
    });
    expect(Object.keys(published.overlayHashes)).toEqual(['published.yaml']);
  });

  it('is the document with the overlay under the observed rules', () => {
    expect(observed.document).not.toEqual(published.document);
    expect(Object.keys(observed.overlayHashes)).toEqual(['published.yaml', 'observed.yaml']);
  });

  it('is identified by its hashes: of the document’s file, of each overlay’s, and of the result', () => {
    expect(published.documentHash).toBe(hash(readFileSync(ownDocument, 'utf8')));
    expect(observed.documentHash).toBe(published.documentHash);
    expect(observed.overlayHashes['observed.yaml']).toBe(
      hash(readFileSync(join(import.meta.dirname, '..', 'overlays', 'observed.yaml'), 'utf8')),
    );
    expect(observed.hash).not.toBe(published.hash);
    expect(loadContract({ ruleSet: 'observed' }).hash).toBe(observed.hash);
  });

  it('accepts further overlays, after the rule set’s own', () => {
    const target = '$.components.schemas.wasteItem.properties.ewcCodes';
    const file = overlayOf({ target, update: { minItems: 2 } });
    const contract = loadContract({ ruleSet: 'observed', overlayFiles: [file] });
    expect(Object.keys(contract.overlayHashes)).toHaveLength(3);
    expect(at(contract.document, 'components', 'schemas', 'wasteItem', 'properties', 'ewcCodes', 'minItems')).toBe(2);
  });

  it.each([
    ['observed', true],
    ['observed', false],
    ['published', false],
  ] as const)('has every reference of our own document in its place: %s, with defects %s', (ruleSet, defects) => {
    // The build relies on it: where a reference is left, no rule can be named.
    const violations = loadContract({ ruleSet, defects }).validateReceipt({ wasteItems: [{}] });
    expect(violations.length).toBeGreaterThan(1);
    expect(violations.map(({ rule }) => rule)).not.toContain(null);
  });

  it('accepts a document in JSON', () => {
    const specFile = fileWith(published.document);
    expect(loadContract({ ruleSet: 'observed', specFile }).hash).toBe(observed.hash);
  });
});

/** Returns every object schema that a receipt can contain, by one path to it. */
function objectsOf({ document }: Contract): Field[] {
  return fieldsOf(document).filter(({ schema }) => isObject(schema['properties']));
}

const fromInlined = loadContract({ ruleSet: 'observed', specFile: inlined });

describe.each([
  ['our own document', observed],
  ['a document that writes its receipt out, as the department’s does', fromInlined],
])('the observed rules upon %s', (_, contract) => {
  const violations = (receipt: JsonValue) =>
    contract.validateReceipt(receipt).map(({ path, keyword }) => `${path.join('.')} ${keyword}`);
  const item = { ewcCodes: ['170904'], numberOfContainers: 1, typeOfContainers: 'SKI' };

  it('refuse unknown fields in every object', () => {
    const objects = objectsOf(contract);
    expect(objects).toHaveLength(18);
    expect(objects.filter(({ schema }) => schema['additionalProperties'] !== false)).toEqual([]);
  });

  it('require what the service requires', () => {
    expect(violations({}).sort()).toEqual(
      ['apiCode', 'carrier', 'dateTimeReceived', 'receipt', 'receiver', 'wasteItems'].map(
        (field) => `${field} required`,
      ),
    );
    expect(violations({ wasteItems: [{}] })).toContain('wasteItems.0.weight required');
  });

  it.each([
    [
      'an EWC code that is on no list',
      { wasteItems: [{ ...item, ewcCodes: ['999999'] }] },
      'wasteItems.0.ewcCodes.0 x-code-list',
    ],
    ['no EWC code', { wasteItems: [{ ...item, ewcCodes: [] }] }, 'wasteItems.0.ewcCodes minItems'],
    [
      'an unknown container',
      { wasteItems: [{ ...item, typeOfContainers: 'BARREL' }] },
      'wasteItems.0.typeOfContainers x-code-list',
    ],
    [
      'an unknown POP',
      { wasteItems: [{ pops: { components: [{ code: 'XYZ' }] } }] },
      'wasteItems.0.pops.components.0.code x-code-list',
    ],
    [
      'an unknown hazard',
      { wasteItems: [{ hazardous: { hazCodes: ['HP_99'] } }] },
      'wasteItems.0.hazardous.hazCodes.0 x-code-list',
    ],
    [
      'an unknown disposal code',
      { wasteItems: [{ disposalOrRecoveryCodes: [{ code: 'R99' }] }] },
      'wasteItems.0.disposalOrRecoveryCodes.0.code x-code-list',
    ],
    [
      'a weight too large to count',
      { wasteItems: [{ weight: { amount: 1e300 } }] },
      'wasteItems.0.weight.amount x-safe-number',
    ],
    [
      'a registration with two digits',
      { carrier: { registrationNumber: 'CBDU12' } },
      'carrier.registrationNumber format',
    ],
    ['an e-mail address in .test', { receiver: { emailAddress: 'desk@site.test' } }, 'receiver.emailAddress format'],
    [
      'an Irish postcode for the site',
      { receipt: { address: { postcode: 'D02 X285' } } },
      'receipt.address.postcode format',
    ],
    ['a date without a time', { dateTimeReceived: '2026-06-01' }, 'dateTimeReceived x-format'],
    ['a date in words', { dateTimeReceived: 'yesterday' }, 'dateTimeReceived format'],
    ['a timestamp', { dateTimeReceived: 1780308000 }, 'dateTimeReceived x-type'],
    [
      'an operator of POPs for a hazardous component',
      { wasteItems: [{ hazardous: { components: [{ name: 'Lead', concentrationOperator: '<' }] } }] },
      'wasteItems.0.hazardous.components.0.concentrationOperator enum',
    ],
    ['an empty name', { brokerOrDealer: { organisationName: '' } }, 'brokerOrDealer.organisationName minLength'],
  ])('refuse %s', (_what, receipt, expected) => {
    expect(violations(receipt)).toContain(expected);
  });

  const everyList = {
    ewcCodes: ['170904'],
    typeOfContainers: 'SKI',
    pops: { components: [{ code: 'ALD' }] },
    hazardous: { hazCodes: ['HP_5'] },
    disposalOrRecoveryCodes: [{ code: 'R5' }],
  };

  it.each([
    ['a code of each list', { wasteItems: [everyList] }],
    ['null where nothing is known', { wasteItems: [{ pops: null, hazardous: { components: null, hazCodes: [] } }] }],
    ['a year as a number', { dateTimeReceived: 2026 }],
    ['British summer time', { dateTimeReceived: '2026-06-01T10:00:00+01:00' }],
    ['an operator', { wasteItems: [{ pops: { components: [{ code: 'ALD', concentrationOperator: '<' }] } }] }],
    ['no operator', { wasteItems: [{ hazardous: { components: [{ name: 'Lead', concentrationOperator: null }] } }] }],
    ['an API code in braces', { apiCode: '{8fb3c1d2-6a4e-4b7f-9c2d-1e5a7b9c3d4f}' }],
    ['an Irish postcode for the carrier', { carrier: { address: { postcode: 'D02 X285' } } }],
    ['the codes of the reasons', { reasonForNoConsignmentCode: 'NO_DOC_WITH_WASTE' }],
    ['a means of transport in words', { carrier: { meansOfTransport: 'Other', otherMeansOfTransport: 'By horse' } }],
    ['a vehicle of any length', { carrier: { vehicleRegistration: 'AB12 CDE and a trailer' } }],
  ])('take %s', (_what, receipt) => {
    expect(violations(receipt).filter((violation) => !violation.endsWith(' required'))).toEqual([]);
  });
});

describe('the published rules', () => {
  const violations = (receipt: JsonValue) =>
    published.validateReceipt(receipt).map(({ path, keyword }) => `${path.join('.')} ${keyword}`);

  it('require carrier and weight, and ignore unknown fields', () => {
    expect(violations({ wasteItems: [{ unknown: 1 }], unknown: 1 })).toEqual(
      expect.arrayContaining(['carrier required', 'wasteItems.0.weight required']),
    );
    expect(violations({ unknown: 1 })).not.toContain('unknown additionalProperties');
  });
});

describe('the contract of a date', () => {
  const asOf = (date: string, ruleSet: 'observed' | 'published' = 'observed') => loadContract({ ruleSet, asOf: date });
  const violations = (contract: Contract, receipt: JsonValue) =>
    contract.validateReceipt(receipt).map(({ path, keyword }) => `${path.join('.')} ${keyword}`);

  it('is the newest one if none is named', () => {
    expect(observed.asOf).toBe('2026-10');
    expect(asOf('2026-10').hash).toBe(observed.hash);
    expect(asOf('2027-01-31')).toMatchObject({ asOf: '2027-01-31', hash: observed.hash });
  });

  it.each([
    ['carrier required', {}, '2026-08-27', '2026-08-28'],
    ['wasteItems.0.weight required', { wasteItems: [{}] }, '2026-08-31', '2026-09'],
    ['dateTimeReceived x-format', { dateTimeReceived: '2026-06-01' }, '2026-08', '2026-09-01'],
  ])('has "%s" of %j not yet on %s, and on %s', (violation, receipt, before, after) => {
    expect(violations(asOf(before), receipt)).not.toContain(violation);
    expect(violations(asOf(after), receipt)).toContain(violation);
  });

  it('has what has ended until the day on which it ended', () => {
    const withFive = { receiver: { authorisationNumber: 'EPR/AB1234CD/D12345' } };
    expect(violations(asOf('2026-08-02'), withFive)).toContain('receiver.authorisationNumber format');
    expect(violations(asOf('2026-08-03'), withFive)).not.toContain('receiver.authorisationNumber format');
  });

  it('has the conditions and the defects of that date', () => {
    expect(asOf('2026-08').rules).not.toContain('concentration-with-operator');
    expect(asOf('2026-09').rules).toContain('concentration-with-operator');
    expect(asOf('2026-08-19').rules).toContain('malformed-json');
    expect(asOf('2026-08-20').rules).not.toContain('malformed-json');
    expect(asOf('2026-07').rules).toContain('carrier-omitted');
    expect(loadContract({ ruleSet: 'observed', asOf: '2026-07', defects: false }).rules).not.toContain(
      'carrier-omitted',
    );
  });

  it('is June’s document under the published rules of July', () => {
    const [june, autumn] = [asOf('2026-09-16', 'published'), asOf('2026-09-17', 'published')];
    expect(june.hash).toBe(asOf('2026-07', 'published').hash);
    expect(autumn.hash).toBe(published.hash);
    expect(june.published).toEqual(june.document);
    const component = (document: JsonObject) => at(document, 'components', 'schemas', 'popsComponent', 'properties');
    expect(Object.keys(component(june.document) as JsonObject)).toEqual(['code', 'concentration']);
    expect(at(component(june.document) ?? null, 'concentration', 'nullable')).toBe(undefined);
    expect(Object.keys(component(autumn.document) as JsonObject)).toContain('concentrationOperator');
    expect(JSON.stringify(june.document['paths'])).not.toMatch(/"402"|service-charge-expiry-date/);
  });

  it('has the other rule set of the same date', () => {
    const july = asOf('2026-07').counterpart();
    expect(july).toMatchObject({ ruleSet: 'published', asOf: '2026-07', hash: asOf('2026-07', 'published').hash });
  });

  it('accepts another document as it is, whatever the date', () => {
    const contract = loadContract({ ruleSet: 'published', specFile: inlined, asOf: '2026-07' });
    expect(contract.overlayHashes).toEqual({});
    expect(contract.hash).toBe(loadContract({ ruleSet: 'published', specFile: inlined }).hash);
  });

  it('has the actions of a further overlay by their dates, the newest ones without a date', () => {
    const target = '$.components.schemas.wasteItem.properties.ewcCodes';
    const file = overlayOf({ target, update: { minItems: 2 } });
    const load = (date: object) => loadContract({ ruleSet: 'observed', overlayFiles: [file], ...date });
    const minItems = ({ document }: Contract) =>
      at(document, 'components', 'schemas', 'wasteItem', 'properties', 'ewcCodes', 'minItems');
    expect([load({}), load({ asOf: '2026-10' })].map(minItems)).toEqual([2, 1]);
    expect(load({}).asOf).toBe('2026-11');
  });

  it.each(['2026-06', '2026-06-30', '2025-12', '0001-01'])(
    'is refused of %s, and the first known one named',
    (date) => {
      expect(() => asOf(date)).toThrow(ContractError);
      expect(() => asOf(date)).toThrow(
        `nothing is known of the service as of ${date}: the first known date is 2026-07`,
      );
    },
  );

  it.each(['', 'July', '2026-13', '2026-02-30', '2026-7', '2026-07-01T00:00:00Z'])('is refused for %j', (date) => {
    expect(() => asOf(date)).toThrow(`"${date}" is not a date: give a month or a day, such as 2026-07 or 2026-09-17`);
  });
});

describe('the states of a contract', () => {
  const statesOf = (contract: Contract) => {
    const states = contract.states();
    if (states instanceof ContractError) throw states;
    return states;
  };
  const datesIn = (contract: Contract) => statesOf(contract).map(({ asOf }) => asOf);

  it('begin on each date on which something began or ended that may decide about a receipt', () => {
    const since = ['2026-07-31', '2026-08-03', '2026-08-20', '2026-08-28', '2026-09', '2026-09-17', '2026-10'];
    expect(datesIn(observed)).toEqual(['2026-07', ...since]);
    expect(datesIn(loadContract({ ruleSet: 'observed', asOf: '2026-08' }))).toEqual(['2026-07', ...since]);
    expect(datesIn(published)).toEqual(['2026-07', '2026-09-17']);
  });

  it('leave out what only a defect changed, without defects', () => {
    const dates = datesIn(loadContract({ ruleSet: 'observed', defects: false }));
    expect(dates).not.toContain('2026-08-28');
    expect(dates).not.toContain('2026-08-20');
  });

  it('are the contracts of those dates', () => {
    for (const state of statesOf(observed)) {
      const { hash, rules, lists, ruleSet } = loadContract({ ruleSet: 'observed', asOf: state.asOf });
      expect(state).toMatchObject({ hash, rules, ruleSet });
      expect(state.lists.codeLists).toEqual(lists.codeLists);
    }
  });

  it('are loaded once', () => {
    expect(loadContract({ ruleSet: 'observed', asOf: '2026-08-30' }).states()).toBe(observed.states());
  });

  it('include those that a further overlay makes', () => {
    const target = '$.components.schemas.wasteItem.properties.ewcCodes';
    const file = overlayOf({ target, update: { minItems: 2 } });
    expect(datesIn(loadContract({ ruleSet: 'published', overlayFiles: [file] }))).toContain('2026-11');
  });

  it('are an error that names the place, if a further overlay does not fit on one of the dates', () => {
    const target = '$.components.schemas.popsComponent.properties.concentrationOperator';
    const file = overlayOf({ target, update: { nullable: true }, 'x-since': '2026-07' });
    const states = loadContract({ ruleSet: 'published', overlayFiles: [file] }).states();
    expect(states).toBeInstanceOf(ContractError);
    expect(states).toMatchObject({ message: expect.stringContaining('matches nothing') });
  });
});

describe('a contract that cannot be loaded', () => {
  const minimal = (schema: JsonObject): JsonObject => ({
    openapi: '3.0.3',
    info: { title: 'Receipts', version: '1' },
    paths: { '/movements/receive': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
  });

  it.each([
    ['a file that is missing', join(folder, 'lost.yaml'), /^cannot read .*lost\.yaml: ENOENT/],
    ['a file that is neither YAML nor JSON', fileWith('openapi: "3.0.3\n  - {'), /\.yaml is neither YAML nor JSON: /],
    [
      'text',
      fileWith('Receipt of waste'),
      /\.yaml is not an OpenAPI 3\.0 document: its "openapi" field must begin with 3\.0/,
    ],
    ['a list', fileWith([]), /is not an OpenAPI 3\.0 document/],
    ['OpenAPI 3.1', fileWith({ ...minimal({}), openapi: '3.1.0' }), /is not an OpenAPI 3\.0 document/],
    ['Swagger 2.0', fileWith({ swagger: '2.0' }), /is not an OpenAPI 3\.0 document/],
    [
      'a document without the receipt',
      fileWith({ ...minimal({}), paths: {} }),
      /\.yaml: paths\.\/movements\/receive\.post\.requestBody has no application\/json schema/,
    ],
    [
      'a receipt behind a broken reference',
      fileWith(minimal({ $ref: '#/components/schemas/lost' })),
      /has no application\/json schema/,
    ],
    [
      'a receipt behind circular references',
      fileWith({ ...minimal({ $ref: '#/a' }), a: { $ref: '#/a' } }),
      /has no application\/json schema/,
    ],
    [
      'a schema that does not compile',
      fileWith(minimal({ type: 'object', properties: { a: { $ref: '#/lost' } } })),
      /\.yaml: the schemas do not compile: .*#\/lost/,
    ],
  ])('is refused for %s', (_, specFile, message) => {
    expect(() => loadContract({ ruleSet: 'published', specFile })).toThrow(ContractError);
    expect(() => loadContract({ ruleSet: 'published', specFile })).toThrow(message);
  });

  it.each([
    [
      'matches nothing',
      overlayOf({ target: '$.lost', remove: true }),
      /\.yaml: actions\[0\] \(target \$\.lost\) matches nothing in "Receipt of Waste API, as published"/,
    ],
    ['has a broken path', overlayOf({ target: '$.a[?', remove: true }), /\.yaml: actions\[0\] .* is not a JSONPath/],
    [
      'has an invalid date',
      overlayOf({ target: '$.info', update: {}, 'x-since': 'September' }),
      /\.yaml: actions\[0\]\.x-since must be a month or a day/,
    ],
    [
      'ended on an invalid date',
      overlayOf({ target: '$.info', update: {}, 'x-until': 2026 }),
      /\.yaml: actions\[0\]\.x-until must be a month or a day/,
    ],
    [
      'both updates and removes',
      overlayOf({ target: '$.info', remove: true, update: {} }),
      /\.yaml: actions\[0\] must have either/,
    ],
    ['is not an overlay', ownDocument, /not an OpenAPI Overlay 1\.0 document/],
    ['is missing', join(folder, 'lost-overlay.yaml'), /^cannot read .*lost-overlay\.yaml/],
    [
      'breaks a schema',
      overlayOf({ target: '$.components.schemas.weight', update: { type: 'heavy' } }),
      /the schemas do not compile/,
    ],
  ])('is refused for an overlay that %s', (_, file, message) => {
    const load = () => loadContract({ ruleSet: 'published', overlayFiles: [file] });
    expect(load).toThrow(ContractError);
    expect(load).toThrow(message);
  });
});
