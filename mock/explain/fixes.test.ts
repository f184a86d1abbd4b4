import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import { fieldsOf } from '../../spec/contract/fields.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { dummyApiCodes } from '../default-data.ts';
import { issueAt } from '../rules/located-issue.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { suggestFix } from './fixes.ts';

const contract = loadContract({ ruleSet: 'observed' });
const judge = createReceiptValidator(contract);
const knownFields = fieldsOf(contract.document).map(({ name }) => name);

/** Returns the key and the fix of every error of a receipt. */
function fixesOf(receipt: JsonValue): Record<string, string> {
  return Object.fromEntries(judge(receipt).map((issue) => [issue.key, suggestFix(issue, receipt, knownFields)]));
}

const item = (changes: JsonObject) =>
  receiptWith(Object.fromEntries(Object.entries(changes).map(([name, value]) => [`wasteItems.0.${name}`, value])));
const hazardous = { 'wasteItems.0.ewcCodes': ['200121'] };

describe('the fix', () => {
  it.each<[string, string, JsonObject, string]>([
    [
      'for a name of older documents',
      'organisationApiId',
      receiptWith({ organisationApiId: 'x' }),
      'The field is from an older document. It is now apiCode, at the top of the receipt.',
    ],
    [
      'for what is missing under its present name and sent under the older one',
      'apiCode',
      receiptWith({ apiCode: undefined, organisationApiId: 'x' }),
      'It was sent as organisationApiId: call it apiCode.',
    ],
    [
      'for the older name of a postcode',
      'receipt.address.postCode',
      receiptWith({ 'receipt.address.postCode': 'TC1 2AB' }),
      'The field is from an older document. It is now postcode, all in lower case.',
    ],
    [
      'for the postcode that is missing then',
      'receipt.address.postcode',
      receiptWith({ 'receipt.address': { fullAddress: 'x', postCode: 'TC1 2AB' } }),
      'It was sent as postCode: call it postcode.',
    ],
    [
      'for a receiver’s older name',
      'receiver.siteName',
      receiptWith({ receiver: { organisationName: 'x', authorisationNumber: 'EPR/AB1234CD' } }),
      'It was sent as organisationName: call it siteName.',
    ],
    [
      'for a receiver’s older list of authorisations',
      'receiver.authorisationNumber',
      receiptWith({ receiver: { siteName: 'x', authorisations: [] } }),
      'It was sent as authorisations: call it authorisationNumber.',
    ],
    [
      'for a POP component’s older name',
      'wasteItems.0.pops.components.0.code',
      item({ containsPops: true, pops: { sourceOfComponents: 'GUIDANCE', components: [{ name: 'Aldrin' }] } }),
      'It was sent as name: call it code.',
    ],
    [
      'for a flag in its older place',
      'wasteItems.0.pops.containsPops',
      item({ pops: { containsPops: false, sourceOfComponents: 'NOT_PROVIDED' } }),
      'The field is from an older document. It is now containsPops on the waste item itself.',
    ],
    [
      'for a movement id of other systems',
      'globalMovementId',
      receiptWith({ globalMovementId: 'x' }),
      'The field is from an older document. It is now wasteTrackingId, which the service issues and never accepts in a receipt.',
    ],
    [
      'for what is missing and was sent under nearly its name',
      'wasteItems.0.ewcCodes',
      item({ ewcCodes: undefined as never, ewcCode: ['170904'] }),
      'It was sent as ewcCode: call it ewcCodes.',
    ],
    [
      'for a name in the wrong case',
      'Carrier',
      receiptWith({ Carrier: {} }),
      'Call it carrier: names are case-sensitive.',
    ],
    [
      'for a field of a flat body',
      'wasteDescription',
      receiptWith({ wasteDescription: 'x' }),
      'It belongs elsewhere: wasteItems.*.wasteDescription. A receipt is nested, not flat.',
    ],
    [
      'for an invented field of a flat body',
      'carrierFullLegalTitle',
      receiptWith({ carrierFullLegalTitle: 'x' }),
      'It belongs inside the object carrier. A receipt is nested, not flat.',
    ],
    [
      'for an unknown field',
      'wasteItems.0.colour',
      item({ colour: 'red' }),
      'Leave it out. `rehearse scenarios R01` shows a receipt with its fields.',
    ],
    [
      'for a reason as a sentence',
      'reasonForNoConsignmentCode',
      receiptWith({ ...hazardous, reasonForNoConsignmentCode: 'No documentation provided with Waste' }),
      'Send the code NO_DOC_WITH_WASTE. The published schema lists the sentences, the service accepts the codes.',
    ],
    [
      'for a reason as a sentence in another case, with space around it',
      'reasonForNoConsignmentCode',
      receiptWith({ ...hazardous, reasonForNoConsignmentCode: ' Household waste recycling CENTRE receipt ' }),
      'Send the code HWRC_RECEIPT. The published schema lists the sentences, the service accepts the codes.',
    ],
    [
      'for the third sentence',
      'reasonForNoConsignmentCode',
      receiptWith({ ...hazardous, reasonForNoConsignmentCode: 'Non-Haz Waste Transfer' }),
      'Send the code NON_HAZ_WASTE_TRANSFER. The published schema lists the sentences, the service accepts the codes.',
    ],
    [
      'for a reason that is the name of something in JavaScript',
      'reasonForNoConsignmentCode',
      receiptWith({ ...hazardous, reasonForNoConsignmentCode: 'constructor' }),
      'Send a value that follows the rule.',
    ],
    [
      'for codes as prose instead of a list',
      'wasteItems.0.ewcCodes',
      item({ ewcCodes: '170904 mixed waste' }),
      'Send a list of codes: ["170904"].',
    ],
    [
      'for prose without a code instead of a list',
      'wasteItems.0.ewcCodes',
      item({ ewcCodes: 'something else entirely' }),
      'Send a list of codes from GET /reference-data/ewc-codes.',
    ],
    [
      'for one object instead of a list',
      'wasteItems',
      receiptWith({ wasteItems: {} }),
      'Send a list, even for one entry: "wasteItems": [ … ].',
    ],
    [
      'for one component instead of a list or null',
      'wasteItems.0.pops.components',
      item({ pops: { sourceOfComponents: 'GUIDANCE', components: { code: 'ALD' } } }),
      'Send a list, even for one entry: "components": [ … ].',
    ],
    [
      'for a value of a short list in another case',
      'carrier.meansOfTransport',
      receiptWith({ 'carrier.meansOfTransport': 'inland  waterway', 'carrier.vehicleRegistration': undefined }),
      'Send Inland Waterway: case and spaces matter.',
    ],
    [
      'for a code with spaces',
      'wasteItems.0.ewcCodes.0',
      item({ ewcCodes: ['17 09 04'] }),
      'Send the code, not words or another spelling: 170904.',
    ],
    [
      'for a code in small letters',
      'wasteItems.0.typeOfContainers',
      item({ typeOfContainers: 'ski' }),
      'Send the code, not words or another spelling: SKI.',
    ],
    [
      'for words instead of a code',
      'wasteItems.0.disposalOrRecoveryCodes.0.code',
      item({
        disposalOrRecoveryCodes: [{ code: 'R5 please', weight: { metric: 'Grams', amount: 1, isEstimate: true } }],
      }),
      'Send the code, not words or another spelling: R5.',
    ],
    [
      'for a code of no list',
      'wasteItems.0.typeOfContainers',
      item({ typeOfContainers: 'a thimble of gold' }),
      'Use a code from GET /reference-data/container-types.',
    ],
    [
      'for a postcode without its space',
      'receipt.address.postcode',
      receiptWith({ 'receipt.address.postcode': 'TC12AB' }),
      'Send "TC1 2AB".',
    ],
    [
      'for a postcode with space around it and two spaces in it',
      'receipt.address.postcode',
      receiptWith({ 'receipt.address.postcode': ' TC1  2AB ' }),
      'Send "TC1 2AB".',
    ],
    [
      'for a registration with spaces',
      'carrier.registrationNumber',
      receiptWith({ 'carrier.registrationNumber': 'CBDU 100482' }),
      'Send "CBDU100482".',
    ],
    [
      'for mail at an invented domain',
      'receiver.emailAddress',
      receiptWith({ 'receiver.emailAddress': 'site@mill.test' }),
      'Use an address at example.com for test data: this domain is refused.',
    ],
    [
      'for a value of another format',
      'receiver.authorisationNumber',
      receiptWith({ 'receiver.authorisationNumber': 'ask the office' }),
      'Send one like EPR/AB1234CD.',
    ],
    [
      'for a number in quotes',
      'wasteItems.0.weight.amount',
      item({ weight: { metric: 'Tonnes', amount: '3.42', isEstimate: false } }),
      'Send the number 3.42, without quotes.',
    ],
    [
      'for an integer in quotes',
      'wasteItems.0.numberOfContainers',
      item({ numberOfContainers: '12' }),
      'Send the number 12, without quotes.',
    ],
    [
      'for a number that JSON cannot write',
      'wasteItems.0.numberOfContainers',
      item({ numberOfContainers: 'Infinity' }),
      'Send a value that follows the rule.',
    ],
    [
      'for a truth in quotes',
      'wasteItems.0.containsPops',
      item({ containsPops: 'false' }),
      'Send false, without quotes.',
    ],
    [
      'for a number instead of a boolean',
      'wasteItems.0.containsPops',
      item({ containsPops: 0 }),
      'Send a value that follows the rule.',
    ],
    [
      'for a quoted number instead of an object',
      'wasteItems.0.weight',
      item({ weight: '3.42' }),
      'Send a value that follows the rule.',
    ],
    [
      'for a dummy API code as it is misprinted',
      'apiCode',
      receiptWith({ apiCode: `${dummyApiCodes[9]}2` }),
      `Send ${dummyApiCodes[9]}: the document Testing and Production API Codes gives it with a digit too many.`,
    ],
    ['for a number where text is wanted', 'apiCode', receiptWith({ apiCode: 7 }), 'Send it as text, in quotes.'],
    [
      'for null',
      'receiver',
      receiptWith({ receiver: null }),
      'Leave the field out, or give it a value: null is refused here.',
    ],
    ['for what is missing', 'receiver', receiptWith({ receiver: undefined }), 'Give receiver a value.'],
    [
      'for a known field that is not wanted here',
      'carrier.reasonForNoRegistrationNumber',
      receiptWith({ 'carrier.reasonForNoRegistrationNumber': 'ON_SITE' }),
      'Leave it out.',
    ],
    ['for anything else', 'wasteItems', receiptWith({ wasteItems: [] }), 'Send a value that follows the rule.'],
  ])('%s (%s)', (_, key, receipt, fix) => {
    expect(fixesOf(receipt)[key]).toBe(fix);
  });

  it('for an unknown API code says where to get one', () => {
    const issue = issueAt(['apiCode'], 'InvalidValue', 'x', 'api-code-is-known');
    expect(suggestFix(issue, receiptWith(), knownFields)).toMatch(/POST \/_rehearsal\/organisations creates one\.$/);
    const other = issueAt(['submittingOrganisation'], 'BusinessRuleViolation', 'x', 'same-organisation');
    expect(suggestFix(other, receiptWith(), knownFields)).toMatch(/^Send a code of the organisation/);
  });

  it('for a body that is not an object is a sentence too', () => {
    for (const body of [null, [], 'text', 7, true]) {
      expect(fixesOf(body)).toEqual({
        ReceiveMovementRequest: expect.stringMatching(/^Send one receipt as a JSON object/),
      });
    }
  });

  it('for a flat body names a place or a fix for every field', () => {
    const flat = {
      apiCode: '1',
      ewcCode: '170904',
      weight: 3.42,
      carrierName: 'x',
      receiverSite: 'x',
      vehicleReg: 'x',
      postcode: 'x',
    };
    const fixes = fixesOf(flat);
    expect(fixes).toMatchObject({
      ewcCode: 'It belongs elsewhere: wasteItems.*.ewcCodes. A receipt is nested, not flat.',
      weight: expect.stringMatching(/^It belongs elsewhere: wasteItems\.\*\.weight or /),
      carrierName: 'It belongs inside the object carrier. A receipt is nested, not flat.',
      receiverSite: 'It belongs inside the object receiver. A receipt is nested, not flat.',
      postcode: expect.stringMatching(/^It belongs elsewhere: /),
      wasteItems: 'Give wasteItems a value.',
    });
  });
});
