import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContractDifference, contractDifferences, differenceFor } from '../../spec/contract/compare-documents.ts';
import { loadContract } from '../../spec/contract/contract.ts';
import { fieldName, fieldsOf } from '../../spec/contract/fields.ts';
import { observedConditions, observedDefects } from '../../spec/contract/observed-conditions.ts';
import type { Overlay } from '../../spec/contract/overlay.ts';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import { firstApiCode, receiptWith } from '../testing/receipt-with.ts';
import type { LocatedIssue } from './located-issue.ts';
import { createReceiptValidator } from './validate-receipt.ts';

/**
 * Receipts that one rule set accepts and the other refuses, found by changing valid ones at every field. Each must be
 * explained by the list of differences: an action of an overlay, a condition or a defect, for that very field.
 */

const observed = loadContract({ ruleSet: 'observed' });
const published = loadContract({ ruleSet: 'published' });
const [judgeObserved, judgePublished] = [createReceiptValidator(observed), createReceiptValidator(published)];

const weight = { metric: 'Kilograms', amount: 12.5, isEstimate: true };
const address = { fullAddress: '2 Invented Yard, Anytown', postcode: 'EH1 1AA' };

/** A receipt with everything that one can have. */
const fullReceipt = receiptWith({
  hazardousWasteConsignmentCode: 'CJTILE/A0001',
  yourUniqueReference: 'WB-10482',
  otherReferencesForMovement: [{ label: 'Purchase order', reference: 'PO-88231' }],
  specialHandlingRequirements: 'Keep dry.',
  'wasteItems.0.ewcCodes': ['200121'],
  'wasteItems.0.containsPops': true,
  'wasteItems.0.pops': {
    sourceOfComponents: 'OWN_TESTING',
    components: [{ code: 'ALD', concentrationOperator: '<', concentration: 12.5 }],
  },
  'wasteItems.0.containsHazardous': true,
  'wasteItems.0.hazardous': {
    sourceOfComponents: 'GUIDANCE',
    hazCodes: ['HP_5'],
    components: [{ name: 'Lead', concentrationOperator: '>', concentration: 25.5 }],
  },
  'wasteItems.0.disposalOrRecoveryCodes': [{ code: 'R5', weight }],
  'carrier.address': address,
  'carrier.emailAddress': 'desk@example.com',
  'carrier.phoneNumber': '020 7946 0123',
  brokerOrDealer: {
    organisationName: 'Invented Waste Brokers Ltd',
    address,
    registrationNumber: 'CBDU200731',
    phoneNumber: '0161 496 0321',
    emailAddress: 'brokers@example.org',
  },
  'receiver.emailAddress': 'site@example.com',
  'receiver.phoneNumber': '01632 960456',
  'receiver.regulatoryPositionStatements': [343],
});
const byRail = receiptWith({ 'carrier.meansOfTransport': 'Rail', 'carrier.vehicleRegistration': undefined });
/** Components that need not be named, and a carrier that needs no registration. */
const minReceipt = receiptWith({
  hazardousWasteConsignmentCode: 'CJTILE/A0001',
  'wasteItems.0.ewcCodes': ['200121'],
  'wasteItems.0.containsPops': true,
  'wasteItems.0.pops': { sourceOfComponents: 'PROVIDED_WITH_WASTE' },
  'wasteItems.0.containsHazardous': true,
  'wasteItems.0.hazardous': { sourceOfComponents: 'PROVIDED_WITH_WASTE', hazCodes: ['HP_5'] },
  'carrier.registrationNumber': null,
  'carrier.reasonForNoRegistrationNumber': 'ON_SITE',
});
const bases = { plain: receiptWith(), full: fullReceipt, least: minReceipt, 'by rail': byRail };
type Base = keyof typeof bases;

/** The values that a field is set to. Undefined removes it. */
const values: Record<string, JsonValue | undefined> = {
  missing: undefined,
  null: null,
  'an empty string': '',
  'a space': ' ',
  'a word': 'something',
  'a number': 7,
  zero: 0,
  'below zero': -1,
  'a fraction': 0.5,
  'beyond safe numbers': 2 ** 60,
  'a large number': 1e300,
  true: true,
  false: false,
  'an empty list': [],
  'an empty object': {},
  'a list of null': [null],
  'a list of texts': ['x', 'y', 'z', 'x', 'y', 'z'],
  'a list of a list': [['CJTILE/A0001']],
  'a long text': 'x'.repeat(5001),
  'eleven characters': 'AB12 CDE FG',
  'a code in braces': `{${firstApiCode}}`,
  'a code without dashes': firstApiCode.replaceAll('-', ''),
  'a date': '2026-10-05',
  'a year': '2026',
  'a year as a number': 2026,
  'offset of nowhere': '2026-10-05T09:30:00+02:00',
  emoji: '😀'.repeat(2501),
  'an instant without an offset': '2026-10-05T09:30:00',
  'an instant in small letters': '2026-10-05t09:30:00z',
  'mail at .test': 'site@mill.test',
  'mail at a bare name': 'site@mill',
  'a reason sentence': 'No documentation provided with Waste',
  'a reason code': 'NO_DOC_WITH_WASTE',
  'a reason for no registration': 'ON_SITE',
  'a consignment code': 'CJTILE/A0001',
  'a short registration': 'CBDU1',
  'a registration': 'CBDU100482',
  'an EWC code that is unlisted': '999999',
  'six digits with spaces': '17 09 04',
  'a postcode without its space': 'TC12AB',
  'an Eircode': 'D02 AF30',
  'a site authorisation': 'EPR/AB1234CD',
  NOT_PROVIDED: 'NOT_PROVIDED',
  PROVIDED_WITH_WASTE: 'PROVIDED_WITH_WASTE',
  Piped: 'Piped',
};

/** A change to a receipt: a field, and the name of its new value; or an additional field in the object at a field. */
interface Change {
  field: string;
  value: string;
}
const anotherField = 'a field more';
const fields = fieldsOf(observed.document).map(({ name }) => name);
const everyChange: Change[] = fields.flatMap((field) =>
  [...Object.keys(values), anotherField].map((value) => ({ field, value })),
);

/** Returns the changed receipt; undefined if it has no such place. The first element stands for every one of a list. */
function changed(receipt: JsonValue, { field, value }: Change): JsonValue | undefined {
  if (field === '') return value === anotherField ? withField(receipt, 'colour', 'red') : values[value];
  const path = field.split('.').map((step) => (step === '*' ? 0 : step));
  const result = structuredClone(receipt);
  let holder: JsonValue | undefined = result;
  for (const step of path.slice(0, -1)) holder = stepInto(holder, step);
  const last = path.at(-1) ?? '';
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder) !== (last === 0)) return undefined;
  const place = holder as JsonObject;
  if (value === anotherField) {
    const extended = withField(place[last], 'colour', 'red');
    if (extended === undefined) return undefined;
    place[last] = extended;
  } else if (values[value] === undefined) {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete place[last];
  } else place[last] = structuredClone(values[value]);
  return result;
}

function stepInto(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonObject)[step] : undefined;
}

function withField(value: JsonValue | undefined, name: string, inside: JsonValue): JsonValue | undefined {
  return isObject(value) ? { ...value, [name]: inside } : undefined;
}

interface Finding {
  /** Which receipt was changed and how, in words. */
  made: string;
  issues: LocatedIssue[];
}

/** Returns the issues of the rule set that refuses, if the other one accepts. */
function disagreement(receipt: JsonValue | undefined, made: string): Finding[] {
  const [one, other] = [judgeObserved(receipt), judgePublished(receipt)];
  return (one.length === 0) === (other.length === 0) ? [] : [{ made, issues: [...one, ...other] }];
}

const findings = Object.entries(bases).flatMap(([base, receipt]) =>
  everyChange.flatMap((change) => {
    const result = changed(receipt, change);
    const made = `${base}: ${change.field} ${change.value}`;
    return result === undefined && change.value !== 'missing' ? [] : disagreement(result, made);
  }),
);

const mapOf = (overlays: readonly Overlay[]) => contractDifferences(observed.published, overlays);
const map = mapOf(observed.overlays);

/** Returns the difference that explains an issue; undefined if there is none. */
function entryFor({ cause, path }: LocatedIssue, differences: readonly ContractDifference[]): string | undefined {
  if (cause.kind === 'condition') {
    const isKnown =
      observedConditions()[cause.id]?.fields.some((field) => isSameOrInside(field, fieldName(path))) === true ||
      observedDefects()[cause.id] !== undefined;
    return isKnown ? cause.id : undefined;
  }
  const { keyword } = cause.violation;
  const field = fieldName(keyword === 'additionalProperties' ? path.slice(0, -1) : path);
  const difference = differenceFor(differences, field, keyword);
  return difference === undefined ? undefined : `${difference.field} ${difference.keyword}`;
}

/** True if the field is the place or inside it. The service reports a missing hazard code at the object around it. */
function isSameOrInside(field: string, reported: string): boolean {
  return field === reported || field.startsWith(`${reported}.`);
}

function unexplained(found: readonly Finding[], differences: readonly ContractDifference[]): string[] {
  return found.flatMap(({ made, issues }) =>
    issues
      .filter((issue) => entryFor(issue, differences) === undefined)
      .map(({ key, message }) => `${made} → ${key}: ${message}`),
  );
}

const reached = new Set(findings.flatMap(({ issues }) => issues.map((issue) => entryFor(issue, map) ?? '')));

describe('the receipts that one rule set accepts and the other refuses', () => {
  it('come from receipts that both accept', () => {
    for (const receipt of Object.values(bases)) {
      expect([judgeObserved(receipt), judgePublished(receipt)]).toEqual([[], []]);
    }
  });

  it('exist in both directions, at many fields', () => {
    const refused = findings.filter(({ made }) => made.startsWith('full: '));
    expect(refused.length).toBeGreaterThan(100);
    expect(findings.some(({ issues }) => issues.every(({ cause }) => cause.kind === 'condition'))).toBe(true);
    expect(findings.some(({ issues }) => issues.every(({ errorType }) => errorType === 'NotProvided'))).toBe(true);
  });

  it('are each explained by the list of differences, for every value at every field', () => {
    expect(unexplained(findings, map).slice(0, 20)).toEqual([]);
  });

  it('are each explained by the list of differences if two or three fields are changed', () => {
    const base = fc.constantFrom(...(Object.keys(bases) as Base[]));
    const changes = fc.array(fc.constantFrom(...everyChange), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(base, changes, (name, made) => {
        const receipt = made.reduce<JsonValue>((before, change) => changed(before, change) ?? before, bases[name]);
        const words = made.map(({ field, value }) => `${field} ${value}`).join(', ');
        expect(unexplained(disagreement(receipt, `${name}: ${words}`), map)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['an unknown field of the receipt', ' additionalProperties'],
    ['an unknown field of an item', 'wasteItems.* additionalProperties'],
    ['an unknown field of a carrier’s address', 'carrier.address additionalProperties'],
    ['an unknown field of a reference', 'otherReferencesForMovement.* additionalProperties'],
    ['a reason as a sentence, as the schema has it', 'reason-for-no-consignment-code'],
    ['a reason as a code', 'reasonForNoConsignmentCode enum'],
    ['an empty string', 'wasteItems.*.wasteDescription minLength'],
    ['an EWC code that is unlisted', 'wasteItems.*.ewcCodes.* x-code-list'],
    ['no EWC code', 'wasteItems.*.ewcCodes minItems'],
    ['a container type that is unlisted', 'wasteItems.*.typeOfContainers x-code-list'],
    ['a disposal or recovery code that is unlisted', 'wasteItems.*.disposalOrRecoveryCodes.*.code x-code-list'],
    ['a hazard code that is unlisted', 'wasteItems.*.hazardous.hazCodes.* x-code-list'],
    ['a POP code that is unlisted', 'wasteItems.*.pops.components.*.code x-code-list'],
    ['an API code in braces', 'apiCode format'],
    ['an offset that is none of Britain’s', 'dateTimeReceived x-format'],
    ['an operator without a number', 'concentration-with-operator'],
    ['an operator that is null', 'wasteItems.*.pops.components.*.concentrationOperator nullable'],
    ['mail at .test', 'carrier.emailAddress format'],
    ['mail of the receiver at .test', 'receiver.emailAddress format'],
    ['a vehicle registration of eleven characters', 'carrier.vehicleRegistration maxLength'],
    ['POPs that are null', 'wasteItems.*.pops nullable'],
    ['components that are null', 'wasteItems.*.hazardous.components nullable'],
    ['a consignment code that is null', 'hazardousWasteConsignmentCode type'],
    ['a consignment code of another format', 'consignment-code-format'],
    ['a registration of one digit', 'carrier.registrationNumber format'],
    ['a broker’s registration', 'brokerOrDealer.registrationNumber format'],
    ['a site authorisation', 'receiver.authorisationNumber format'],
    ['a postcode of the site', 'receipt.address.postcode format'],
    ['a postcode of the carrier', 'carrier.address.postcode format'],
    ['a number beyond 2^53-1', 'wasteItems.*.weight.amount x-safe-number'],
    ['no vehicle on the road', 'vehicle-registration'],
    ['no reason for no registration', 'reason-for-no-registration-number'],
    ['POPs that are not described', 'components-are-described'],
    ['no hazard codes', 'hazard-codes'],
    ['components that are not wanted', 'components-by-source'],
    ['a field that the document lacks', 'carrier.otherMeansOfTransport minLength'],
  ])('show %s', (_, entry) => {
    expect([...reached]).toContain(entry);
  });

  it('show every difference of the list except those named here', () => {
    const entries = map.map(({ field, keyword }) => `${field} ${keyword}`);
    const reported = Object.keys(observedConditions()).filter((id) => !id.startsWith('warn-'));
    const silent = [...entries, ...reported].filter((entry) => !reached.has(entry));
    expect(silent.sort()).toEqual(Object.values(cannotShow).flat().sort());
  });
});

const softwareProvider = ['', '.id', '.name'].flatMap((below) => {
  const keywords = below === '' ? ['additionalProperties'] : ['minLength', 'type'];
  return ['field', 'required', ...keywords].map((keyword) => `softwareProvider${below} ${keyword}`);
});

/** Differences that make no receipt pass one rule set only, by reason. */
const cannotShow: Readonly<Record<string, readonly string[]>> = {
  'an empty string is no value of the list or of the format, so both refuse it': [
    'apiCode minLength',
    'wasteItems.*.physicalForm minLength',
    'wasteItems.*.weight.metric minLength',
    'wasteItems.*.disposalOrRecoveryCodes.*.weight.metric minLength',
    'wasteItems.*.pops.sourceOfComponents minLength',
    'wasteItems.*.hazardous.sourceOfComponents minLength',
    'wasteItems.*.pops.components.*.concentrationOperator minLength',
    'wasteItems.*.hazardous.components.*.concentrationOperator minLength',
    'carrier.meansOfTransport minLength',
    'carrier.emailAddress minLength',
    'brokerOrDealer.emailAddress minLength',
  ],
  'the same values in another order': [
    'wasteItems.*.pops.sourceOfComponents enum',
    'wasteItems.*.hazardous.sourceOfComponents enum',
  ],
  'the same whole numbers in other words': [
    'receiver.regulatoryPositionStatements.* minimum',
    'receiver.regulatoryPositionStatements.* exclusiveMinimum',
  ],
  'a condition refuses in its place': ['carrier.vehicleRegistration type'],
  'a value that the date-time of the document refuses as well': ['dateTimeReceived x-type'],
  'a field that is not for callers': softwareProvider,
  'both refuse, each for its own reason': ['consignment-code-is-not-null', 'source-of-components', 'body-is-an-object'],
  'a field that one of them does not know has other keywords to show it': [
    'carrier.otherMeansOfTransport field',
    'carrier.otherMeansOfTransport required',
  ],
  'it is about the organisation, and not judged here': [
    'api-code-is-known',
    'same-organisation',
    'service-charge-is-paid',
  ],
};

describe('a list that lacks an entry', () => {
  const actions = observed.overlays.flatMap((overlay) => overlay.actions);
  const [overlay] = observed.overlays;

  /** Returns the list of differences without the actions of one description. */
  function mapWithout(description: string): ContractDifference[] {
    const left = actions.filter((action) => action.description !== description);
    return overlay === undefined ? [] : mapOf([{ ...overlay, actions: left }]);
  }

  it.each([
    'Unknown fields are refused.',
    'An e-mail address needs a top-level domain that exists.',
    'A number beyond 2^53-1 is refused, whatever its bounds.',
    'An API code is a GUID in any of its usual spellings.',
    'A container type of the list.',
  ])('is noticed: %s', (description) => {
    expect(actions.map((action) => action.description)).toContain(description);
    expect(unexplained(findings, mapWithout(description))).not.toEqual([]);
  });
});
