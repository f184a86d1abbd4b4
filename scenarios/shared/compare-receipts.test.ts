import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { changed } from '../testing/approval-case.ts';
import { plainItem, plainReceipt } from '../testing/fake-synthetic.ts';
import { compareReceipts, describeMismatch, describeNotCarried, findNotCarried } from './compare-receipts.ts';

const weight = (metric: string) => (amount: number) => ({ metric, amount, isEstimate: false });
const [tonnes, kilograms, pounds] = [weight('Tonnes'), weight('Kilograms'), weight('Pounds')];
const fieldsOf = (asked: JsonObject, sent: JsonObject) => compareReceipts(asked, sent).map(({ field }) => field);

describe('the same facts', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['an added field', { a: 1 }, { a: 1, b: 2 }],
    [
      'spaces around a string',
      { carrier: { organisationName: 'A Ltd' } },
      { carrier: { organisationName: ' A Ltd ' } },
    ],
    ['null as null', { a: null }, { a: null }],
    ['null as an empty string', { a: null }, { a: '' }],
    ['null left out', { a: null }, {}],
    ['an empty list left out', { a: [] }, {}],
    ['codes in another order', { ewcCodes: ['170201', '170202'] }, { ewcCodes: ['170202', '170201'] }],
    ['a code sent twice', { hazCodes: ['HP_5'] }, { hazCodes: ['HP_5', 'HP_5'] }],
    ['items in another order', { wasteItems: [{ a: 1 }, { a: 2 }] }, { wasteItems: [{ a: 2 }, { a: 1 }] }],
    ['components in another order', { c: [{ a: 1 }, { a: 1, b: 2 }] }, { c: [{ a: 1, b: 2 }, { a: 1 }] }],
    ['entries of which one has more', { c: [{ a: 1 }, { b: 1 }] }, { c: [{ a: 1, b: 1 }, { a: 1 }] }],
    ['entries of which the first has more', { c: [{ a: 1 }, { b: 1 }] }, { c: [{ a: 1, b: 1 }, { b: 1 }] }],
    ['spaces around a code', { ewcCodes: ['030105'] }, { ewcCodes: [' 030105 '] }],
    ['spaces around a code sent twice', { hazCodes: ['HP_5'] }, { hazCodes: ['HP_5', 'HP_5 '] }],
    ['ß in capitals', { organisationName: 'Weißbrot Ltd' }, { organisationName: 'WEISSBROT LTD' }],
    ['no mass in another unit', { weight: tonnes(0) }, { weight: kilograms(0) }],
    ['spaces around what is no telephone number', { phoneNumber: 'none' }, { phoneNumber: ' none ' }],
    ['an added contact', { carrier: { a: 1 } }, { carrier: { a: 1, emailAddress: 'a@example.com' } }],
    ['an added reference', {}, { otherReferencesForMovement: [{ label: 'a', reference: 'b' }] }],
    ['an added address', { brokerOrDealer: { a: 1 } }, { brokerOrDealer: { a: 1, address: { postcode: 'AX1 1AA' } } }],
    ['an added source', { wasteItems: [{}] }, { wasteItems: [{ pops: { sourceOfComponents: 'NOT_PROVIDED' } }] }],
    ['statements in another order', { regulatoryPositionStatements: [1, 2] }, { regulatoryPositionStatements: [2, 1] }],
  ])('%s', (_, asked, sent) => {
    expect(compareReceipts(asked, sent)).toEqual([]);
  });

  it.each([
    '2026-06-01T10:00:00Z',
    '2026-06-01T10:00',
    '2026-06-01 10:00:00',
    '2026-06-01T11:00:00+01:00',
    '2026-06-01T11:00:00.000+0100',
    '2026-06-01T11:00+01',
    ' 2026-06-01T11:00+01:00 ',
    '2026-06-01T10:00:00.0000000Z',
    '2026-06-01T10:00:00.000999999999Z',
  ])('the instant written as %s', (dateTimeReceived) => {
    expect(compareReceipts({ dateTimeReceived: '2026-06-01T10:00:00.000Z' }, { dateTimeReceived })).toEqual([]);
  });
});

describe('other facts', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['a dropped item, once', { wasteItems: [{ a: 1 }, { a: 2, b: 3 }] }, { wasteItems: [{ a: 1 }] }, ['wasteItems.1']],
    ['an added item', { wasteItems: [{ a: 1 }] }, { wasteItems: [{ a: 1 }, null] }, ['wasteItems.1']],
    ['an added component', { components: [{ a: 1 }] }, { components: [{ a: 1 }, { a: 2 }] }, ['components.1']],
    ['a lost object, once', { broker: { a: 1, b: 2 } }, { broker: null }, ['broker']],
    ['an added code', { ewcCodes: ['170201'] }, { ewcCodes: ['170201', '170202'] }, ['ewcCodes']],
    ['a code instead of null', { registrationNumber: null }, { registrationNumber: 'CBDU1' }, ['registrationNumber']],
    ['a number as a string', { amount: 2.5 }, { amount: '2.5' }, ['amount']],
    ['a string as a number', { reference: '77' }, { reference: 77 }, ['reference']],
    ['one code twice', { ewcCodes: ['030105', '030105'] }, { ewcCodes: ['030105', '170201'] }, ['ewcCodes']],
    [
      'a mass as text in another unit',
      { weight: tonnes(2.5) },
      { weight: { ...kilograms(0), amount: '2500' } },
      ['weight.metric', 'weight.amount'],
    ],
    [
      'a mass that was text, in another unit',
      { weight: { ...tonnes(0), amount: '2.5' } },
      { weight: kilograms(2500) },
      ['weight.metric', 'weight.amount'],
    ],
    ['a unit that the service does not know', { weight: tonnes(1) }, { weight: pounds(1) }, ['weight.metric']],
    ['a telephone number instead of none', { phoneNumber: 'none' }, { phoneNumber: '020 7946 0018' }, ['phoneNumber']],
    [
      'EPR within a permit',
      { authorisationNumber: 'PPC/EPR/AB1234CD' },
      { authorisationNumber: 'PPC/AB1234CD' },
      ['authorisationNumber'],
    ],
    [
      'no EPR before what is no permit',
      { authorisationNumber: 'EPR/AB1234C5' },
      { authorisationNumber: 'AB1234C5' },
      ['authorisationNumber'],
    ],
    ['two unreadable times', { dateTimeReceived: '1 June' }, { dateTimeReceived: '2 June' }, ['dateTimeReceived']],
    ['a list instead of an object', { a: { b: 1 } }, { a: [] }, ['a']],
    [
      'another instant',
      { dateTimeReceived: '2026-06-01T10:00:00Z' },
      { dateTimeReceived: '2026-06-01T10:00:00+01:00' },
      ['dateTimeReceived'],
    ],
    [
      'an unreadable time',
      { dateTimeReceived: '2026-06-01T10:00:00Z' },
      { dateTimeReceived: '1 June' },
      ['dateTimeReceived'],
    ],
    ['the second of two changed, and moved', { c: [{ a: 1 }, { a: 2 }] }, { c: [{ a: 3 }, { a: 1 }] }, ['c.0.a']],
    ['the second of three dropped', { c: [{ a: 1 }, { a: 2 }, { a: 3 }] }, { c: [{ a: 1 }, { a: 3 }] }, ['c.1']],
    ['one entry for two', { c: [{ a: 1 }, { a: 1 }] }, { c: [{ a: 1 }, { a: 2 }] }, ['c.1.a']],
    ['the second of two, which the first can be', { c: [{ a: 1 }, { a: 1, b: 1 }] }, { c: [{ a: 1, b: 1 }] }, ['c.1']],
    [
      'one changed between two of which the first has more',
      { c: [{ a: 1 }, { c: 1 }, { b: 1 }] },
      { c: [{ a: 1, b: 1 }, { b: 1 }, { c: 2 }] },
      ['c.2.c'],
    ],
    ['nothing at all', { a: 1, b: { c: 2 } }, {}, ['a', 'b']],
  ])('%s', (_, asked, sent, fields) => {
    expect(fieldsOf(asked, sent)).toEqual(fields);
  });

  const inAnItem = (fact: JsonObject) => ({ wasteItems: [{ a: 1, ...fact }] });
  it.each<[string, JsonObject]>([
    ['brokerOrDealer', { brokerOrDealer: { organisationName: 'A Ltd' } }],
    ['hazardousWasteConsignmentCode', { hazardousWasteConsignmentCode: 'ABC123/A1234' }],
    ['reasonForNoConsignmentCode', { reasonForNoConsignmentCode: 'HWRC_RECEIPT' }],
    ['carrier.registrationNumber', { carrier: { registrationNumber: 'CBDU123456' } }],
    ['carrier.reasonForNoRegistrationNumber', { carrier: { reasonForNoRegistrationNumber: 'ON_SITE' } }],
    ['carrier.vehicleRegistration', { carrier: { vehicleRegistration: 'ZA12 ABC' } }],
    ['carrier.otherMeansOfTransport', { carrier: { otherMeansOfTransport: 'Mule' } }],
    ['wasteItems.0.weight', inAnItem({ weight: { metric: 'Tonnes', amount: 1, isEstimate: true } })],
    ['wasteItems.0.disposalOrRecoveryCodes', inAnItem({ disposalOrRecoveryCodes: [{ code: 'R3' }] })],
    ['wasteItems.0.pops.components', inAnItem({ pops: { components: [{ code: 'PCB' }] } })],
    ['wasteItems.0.hazardous.components', inAnItem({ hazardous: { components: [{ name: 'Lead' }] } })],
    ['wasteItems.0.hazardous.hazCodes', inAnItem({ hazardous: { hazCodes: ['HP_5'] } })],
  ])('an invented %s, unless it is blank', (field, sent) => {
    const asked = { wasteItems: [{ a: 1 }] };
    expect(compareReceipts(asked, { ...asked, ...sent })).toMatchObject([{ field, expected: 'nothing' }]);
    expect(fieldsOf({ ...asked, carrier: {} }, { ...asked, ...sent })).toContain(field);
    for (const blank of [null, '', [], {}]) {
      expect(compareReceipts(asked, changed({ ...asked, ...sent }, field, blank))).toEqual([]);
    }
  });

  it('an invented fact of any item', () => {
    const items = Array.from({ length: 11 }, (_, index) => ({ a: index }));
    const sent = changed({ wasteItems: items }, 'wasteItems.10.weight', tonnes(1));
    expect(fieldsOf({ wasteItems: items }, sent)).toEqual(['wasteItems.10.weight']);
  });

  it('none in an added value of any depth', () => {
    let added: JsonValue = {};
    for (let depth = 0; depth < 10_000; depth++) added = { a: added };
    expect(compareReceipts({}, { added })).toEqual([]);
  });

  it('says what was expected and what was sent', () => {
    expect(compareReceipts({ a: [{ b: 2.5 }] }, { a: [{ b: 3 }] })).toEqual([
      { field: 'a.0.b', expected: '2.5', found: '3' },
    ]);
  });

  it('finds nothing in inherited properties', () => {
    expect(fieldsOf({ toString: 'x' }, {})).toEqual(['toString']);
  });
});

const description = 'Bricks & tiles, <60 mm and >20 mm, marked "clean", from the crèche\'s garden: tipped in bay 4';
const long = `${description}, levelled, covered and photographed before the next load of the day was tipped there too`;
const address = { fullAddress: '1 Crème Brûlée Row, Custardmere', postcode: 'AX1 1AA' };
const contact = { address, emailAddress: 'a.1@example.com', phoneNumber: '020 7946 0018' };
const pops = { sourceOfComponents: 'GUIDANCE', components: [{ code: 'PCB', concentration: 12.5 }] };
const hazardous = {
  sourceOfComponents: 'GUIDANCE',
  hazCodes: ['HP_5', 'HP_6'],
  components: [{ name: 'Nickel sulphate', concentration: 0.25 }],
};

/** A receipt with everything that a brief may hold. */
const receipt = {
  ...plainReceipt,
  dateTimeReceived: '2026-07-01T10:00:00.000Z',
  hazardousWasteConsignmentCode: 'ABC123/A1234',
  otherReferencesForMovement: [{ label: 'Ticket', reference: '77' }],
  wasteItems: [
    { ...plainItem, ewcCodes: ['030105', '170201'], wasteDescription: long, pops, hazardous },
    { ...plainItem, wasteDescription: 'Timber offcuts' },
  ],
  carrier: { ...plainReceipt.carrier, organisationName: "O'Thimblewick Haulage Ltd", ...contact },
  brokerOrDealer: { organisationName: 'Puddle Brokers Ltd', registrationNumber: 'CBDU654321', ...contact },
  receiver: { ...plainReceipt.receiver, emailAddress: contact.emailAddress, phoneNumber: '0161 496 0123' },
};
// A copy without shared parts.
const whole: JsonObject = JSON.parse(JSON.stringify(receipt));
const first = 'wasteItems.0';

/** A change of one field. `found`: the field that the mismatch names, if it is another. */
type Pair = [how: string, key: string, sent: JsonValue | undefined, found?: string];

describe('a whole receipt is the same', () => {
  const swapped = [...(whole['wasteItems'] as JsonObject[])].reverse();
  const spaced = `  ${long.replaceAll(' ', '  ')} `;

  it.each<Pair>([
    ['with the plate without its space', 'carrier.vehicleRegistration', 'ZA12ABC'],
    ['with the plate in small letters', 'carrier.vehicleRegistration', 'za12-abc'],
    ['with the postcode in another case', 'receipt.address.postcode', 'ax1 1aa'],
    ['with the postcode without its space', 'carrier.address.postcode', 'AX11AA'],
    ['with the registration in small letters', 'carrier.registrationNumber', 'cbdu 123456'],
    ['with the broker’s registration in small letters', 'brokerOrDealer.registrationNumber', 'cbdu654321'],
    ['with the permit without its slash', 'receiver.authorisationNumber', 'epr ab1234cd'],
    ['with the permit without EPR', 'receiver.authorisationNumber', 'AB1234CD'],
    ['with the consignment code in small letters', 'hazardousWasteConsignmentCode', 'abc123/a1234'],
    ['with the API code in capitals', 'apiCode', '1F83215E-4B90-4785-9AB2-2614839AA2E9'],
    ['with an international telephone number', 'carrier.phoneNumber', '+442079460018'],
    ['with a number in brackets', 'carrier.phoneNumber', '+44 (0)20 7946-0018'],
    ['with a number without spaces', 'receiver.phoneNumber', '01614960123'],
    ['with a number dialled from abroad', 'brokerOrDealer.phoneNumber', '00442079460018'],
    ['with an e-mail address in capitals', 'carrier.emailAddress', 'A.1@EXAMPLE.COM'],
    ['with spaces in the description', `${first}.wasteDescription`, spaced],
    ['with spaces that do not break', `${first}.wasteDescription`, long.replaceAll(' ', '\u00a0')],
    ['with decomposed letters', `${first}.wasteDescription`, long.normalize('NFD')],
    ['with a name in capitals', 'carrier.organisationName', "O'THIMBLEWICK HAULAGE LTD"],
    ['with the mass in kilograms', `${first}.weight`, kilograms(2500)],
    ['with the mass in grams', `${first}.weight`, { ...tonnes(2_500_000), metric: 'Grams' }],
    ['with a remainder of a calculation', `${first}.weight`, kilograms(2499.9999999999995)],
    ['with a remainder in the same unit', `${first}.weight.amount`, 2.5000000000000004],
    ['with the mass of a code in kilograms', `${first}.disposalOrRecoveryCodes.0.weight`, kilograms(2500)],
    ['with the instant in British Summer Time', 'dateTimeReceived', '2026-07-01T11:00:00+01:00'],
    ['with codes in another order', `${first}.ewcCodes`, ['170201', '030105']],
    ['with a hazard twice', `${first}.hazardous.hazCodes`, ['HP_6', 'HP_5', 'HP_6']],
    ['with items in another order', 'wasteItems', swapped],
    ['with null for a field that is absent', 'reasonForNoConsignmentCode', null],
    ['with null for one in the carrier', 'carrier.otherMeansOfTransport', null],
  ])('%s', (_, key, value) => {
    const sent = changed(whole, key, value);
    expect(compareReceipts(whole, sent)).toEqual([]);
    expect(findNotCarried(whole, sent)).toEqual([]);
  });

  it.each<Pair>([
    ['with its own reference', 'yourUniqueReference', 'ACME-000017'],
    ['without a reference', 'yourUniqueReference', undefined],
    ['without the other references', 'otherReferencesForMovement', undefined],
    ['with another reference beside it', 'otherReferencesForMovement.1', { label: 'Own', reference: '1' }],
    ['without the carrier’s e-mail address', 'carrier.emailAddress', undefined],
    ['with null as the carrier’s telephone number', 'carrier.phoneNumber', null],
    ['without the carrier’s address', 'carrier.address', undefined],
    ['without the street of it', 'carrier.address.fullAddress', undefined],
    ['without the broker’s address', 'brokerOrDealer.address', null],
    ['without the broker’s telephone number', 'brokerOrDealer.phoneNumber', ''],
    ['without the receiver’s e-mail address', 'receiver.emailAddress', undefined],
  ])('%s, which is noted', (_, key, value) => {
    const sent = changed(whole, key, value);
    expect(compareReceipts(whole, sent)).toEqual([]);
    expect(findNotCarried(whole, sent).map(({ field }) => field)).toEqual([key]);
  });
});

describe('a whole receipt is another one', () => {
  const items = whole['wasteItems'] as JsonObject[];
  const text = `${first}.wasteDescription`;

  it.each<Pair>([
    ['with another plate', 'carrier.vehicleRegistration', 'ZA12 ABD'],
    ['with another registration', 'carrier.registrationNumber', 'CBDU123457'],
    ['without the registration', 'carrier.registrationNumber', null],
    ['with a reason instead', 'carrier.reasonForNoRegistrationNumber', 'ON_SITE'],
    ['with other transport', 'carrier.meansOfTransport', 'Rail'],
    ['with another carrier', 'carrier.organisationName', "O'Thimblewick Skips Ltd"],
    ['without an apostrophe', 'carrier.organisationName', 'OThimblewick Haulage Ltd'],
    ['with another telephone number', 'carrier.phoneNumber', '020 7946 0019'],
    ['with a number of another country', 'carrier.phoneNumber', '+35312079460018'],
    ['with text as a number', 'carrier.phoneNumber', 'none'],
    ['with an extension', 'carrier.phoneNumber', '020 7946 0018 ext. 5'],
    ['with another e-mail address', 'carrier.emailAddress', 'b.1@example.com'],
    ['with another postcode of the carrier', 'carrier.address.postcode', 'AX1 1AB'],
    ['with another postcode of the site', 'receipt.address.postcode', 'AX1 1AB'],
    ['without the address of the site', 'receipt.address.fullAddress', undefined],
    ['without the broker', 'brokerOrDealer', undefined],
    ['without the broker’s name', 'brokerOrDealer.organisationName', undefined],
    ['with another permit', 'receiver.authorisationNumber', 'EPR/AB1234CE'],
    ['with another site', 'receiver.siteName', 'Demo'],
    ['without the consignment code', 'hazardousWasteConsignmentCode', null],
    ['with a reason for no code', 'reasonForNoConsignmentCode', 'HWRC_RECEIPT'],
    ['without an offset, in London’s time', 'dateTimeReceived', '2026-07-01T11:00:00'],
    ['with London’s time as UTC', 'dateTimeReceived', '2026-07-01T11:00:00Z'],
    ['without the leading zero', `${first}.ewcCodes`, ['30105', '170201']],
    ['with the code as a number', `${first}.ewcCodes`, [30105, '170201']],
    ['with a code twice', `${first}.ewcCodes`, ['030105', '170201', '170201']],
    ['with one code of two, twice', `${first}.ewcCodes`, ['030105', '030105']],
    ['with an item less', 'wasteItems', items.slice(1), 'wasteItems.0'],
    ['with an item more', 'wasteItems', [...items, items[1] ?? {}], 'wasteItems.2'],
    ['with another mass', `${first}.weight`, kilograms(2.5)],
    ['with a rounded mass', `${first}.weight.amount`, 2.51],
    ['with the mass no longer weighed', `${first}.weight.isEstimate`, true],
    ['with text as the mass', `${first}.weight.amount`, '2.5'],
    [
      'with an estimate in another unit',
      `${first}.weight`,
      { ...kilograms(2500), isEstimate: true },
      `${first}.weight.isEstimate`,
    ],
    ['without the mass', `${first}.weight`, undefined],
    ['with another number of containers', `${first}.numberOfContainers`, 2],
    ['with other containers', `${first}.typeOfContainers`, 'BAG'],
    ['with another form', `${first}.physicalForm`, 'Liquid'],
    ['without POPs', `${first}.containsPops`, true],
    ['with another concentration', `${first}.pops.components.0.concentration`, 12],
    ['without a hazard', `${first}.hazardous.hazCodes`, ['HP_5']],
    ['without the hazardous part', `${first}.hazardous`, null],
    ['with another component', `${first}.hazardous.components.0.name`, 'Nickel'],
    ['with another treatment', `${first}.disposalOrRecoveryCodes.0.code`, 'R13'],
    ['without the treatment', `${first}.disposalOrRecoveryCodes`, undefined],
    ['with another mass of it', `${first}.disposalOrRecoveryCodes.0.weight`, kilograms(2501)],
    ['with the description cut', text, long.slice(0, 100)],
    ['with the description empty', text, ''],
    ['with the description escaped', text, long.replace('&', '&amp;')],
    ['with a bracket escaped', text, long.replace('<', '&lt;')],
    ['with a bracket lost', text, long.replace('>', '')],
    ['with other quotation marks', text, long.replaceAll('"', "'")],
    ['with the apostrophe lost', text, long.replace("'", '')],
    ['with the apostrophe doubled', text, long.replace("'", "''")],
    ['with a question mark for a letter', text, long.replace('è', '?')],
    ['with an accent lost', text, long.replace('è', 'e')],
    ['with UTF-8 read as Latin 1', text, Buffer.from(long).toString('latin1')],
  ])('%s', (_, key, value, field = key) => {
    const mismatches = compareReceipts(whole, changed(whole, key, value));
    expect(mismatches.map((each) => each.field)).toEqual([field]);
    expect(mismatches[0]?.expected).not.toBe(mismatches[0]?.found);
  });

  it('names the mass in both units', () => {
    const sent = changed(whole, `${first}.weight`, kilograms(2.5));
    expect(compareReceipts(whole, sent)).toEqual([
      { field: `${first}.weight`, expected: '2.5 Tonnes', found: '2.5 Kilograms' },
    ]);
  });

  it('shows long texts from shortly before the place where they part', () => {
    const shown = (value: string) => compareReceipts(whole, changed(whole, text, value))[0];
    expect(shown(`  ${long.slice(0, 100)}`)).toEqual({
      field: text,
      expected: '"…crèche\'s garden: tipped in bay 4, levelled, covered and photographed before t…',
      found: '"…crèche\'s garden: tipped in bay 4, levell"',
    });
    expect(shown(`${long} 1`)?.found).toContain('there too 1"');
    expect(shown(`${long}${' and so on'.repeat(9)}`)?.expected).toBe('"…ext load of the day was tipped there too"');
    expect(shown(`${long.slice(0, 40)}?`)?.expected).toMatch(/^"Bricks/);
    expect(shown(`? ${long}`)).toMatchObject({
      expected: expect.stringMatching(/^"Bricks/),
      found: expect.stringMatching(/^"\? Bricks/),
    });
  });
});

it.each([
  [{ field: 'a', expected: '1', found: 'nothing' }, 'a is left out', 'a is left out'],
  [{ field: 'a', expected: '1', found: '2' }, 'a should be 1 but is 2', 'a is 2 instead of 1'],
  [{ field: 'a', expected: 'nothing', found: '2' }, 'a was not in the task', 'a is 2 instead of nothing'],
])('%j is said as: %s, and where a product may: %s', (mismatch, said, noted) => {
  expect(describeMismatch(mismatch)).toBe(said);
  expect(describeNotCarried([mismatch])).toMatchObject([
    { text: `Left out or replaced, as a product may: ${noted}.`, field: 'a', level: 'note' },
  ]);
});
