import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../spec/contract/contract.ts';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { dummyApiCodes } from '../default-data.ts';
import { issueAt } from '../rules/located-issue.ts';
import { createReceiptValidator } from '../rules/validate-receipt.ts';
import { receiptWith } from '../testing/receipt-with.ts';
import { contractFields } from './fixes/contract-fields.ts';
import { suggestFix } from './fixes.ts';

const contract = loadContract({ ruleSet: 'observed' });
const judge = createReceiptValidator(contract);
const fields = contractFields(contract.document);

/** Returns the key and the fix of every error of a receipt. */
function fixesOf(receipt: JsonValue): Record<string, string> {
  return Object.fromEntries(judge(receipt).map((issue) => [issue.key, suggestFix(issue, receipt, fields)]));
}

const item = (changes: Record<string, JsonValue | undefined>) =>
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
      receiptWith({ carrier: undefined, Carrier: {} }),
      'Call it carrier: names are case-sensitive.',
    ],
    [
      'for a field of a flat body',
      'wasteDescription',
      receiptWith({ wasteDescription: 'x' }),
      'Send it as wasteItems.*.wasteDescription. A receipt is nested, not flat.',
    ],
    [
      'for an invented field of a flat body',
      'carrierFullLegalTitle',
      receiptWith({ carrierFullLegalTitle: 'x' }),
      'It belongs inside carrier, if anywhere, which has registrationNumber, reasonForNoRegistrationNumber, organisationName, address, emailAddress, phoneNumber, meansOfTransport, vehicleRegistration and otherMeansOfTransport. A receipt is nested, not flat.',
    ],
    [
      'for an unknown field',
      'wasteItems.0.colour',
      item({ colour: 'red' }),
      'Leave it out: no field of a receipt is like it. The object wasteItems also has pops and hazardous.',
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
      'Send one of NON_HAZ_WASTE_TRANSFER, NO_DOC_WITH_WASTE, HWRC_RECEIPT.',
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
      'Send a list, such as ["170904"], even for one entry.',
    ],
    [
      'for one object instead of a list',
      'wasteItems',
      receiptWith({ wasteItems: {} }),
      'Send a list of objects with ewcCodes, wasteDescription, physicalForm, numberOfContainers, typeOfContainers, weight, containsPops, containsHazardous, even for one entry.',
    ],
    [
      'for one component instead of a list or null',
      'wasteItems.0.pops.components',
      item({ pops: { sourceOfComponents: 'GUIDANCE', components: { code: 'ALD' } } }),
      'Send a list, even for one entry: [{"code":"ALD"}].',
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
      'Send one of BAG, BAL, BOX, CAN, CAR, CAS, CON, DRU, FIB, IBC, LOO, PAL, ROR, SKI, TAN, WBI (GET /reference-data/container-types).',
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
      'Send a whole number without quotes, such as 1.',
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
      'Send false, without quotes.',
    ],
    [
      'for a quoted number instead of an object',
      'wasteItems.0.weight',
      item({ weight: '7.5' }),
      'Send an object, such as {"metric":"Tonnes","amount":7.5,"isEstimate":false}.',
    ],
    [
      'for a dummy API code as it is misprinted',
      'apiCode',
      receiptWith({ apiCode: `${dummyApiCodes[9]}2` }),
      `Send ${dummyApiCodes[9]}: the document Testing and Production API Codes gives it with a digit too many.`,
    ],
    [
      'for a number where text is wanted',
      'receiver.phoneNumber',
      receiptWith({ 'receiver.phoneNumber': 7 }),
      'Send it as text, in quotes: "7".',
    ],
    [
      'for null',
      'receiver',
      receiptWith({ receiver: null }),
      'Send an object, such as {"siteName":"Copper Beech Transfer Station","authorisationNumber":"EPR/AB1234CD"}: null is refused here, and the field is required.',
    ],
    [
      'for what is missing',
      'receiver',
      receiptWith({ receiver: undefined }),
      'Add receiver: an object, such as {"siteName":"Copper Beech Transfer Station","authorisationNumber":"EPR/AB1234CD"}.',
    ],
    [
      'for a known field that is not wanted here',
      'carrier.reasonForNoRegistrationNumber',
      receiptWith({ 'carrier.reasonForNoRegistrationNumber': 'ON_SITE' }),
      'Leave the reason out: a registrationNumber is given, and one excludes the other.',
    ],
    [
      'for an empty list',
      'wasteItems.0.ewcCodes',
      item({ ewcCodes: [] }),
      'Send at least one entry: "ewcCodes" is a list, such as ["170904"].',
    ],
  ])('%s (%s)', (_, key, receipt, fix) => {
    expect(fixesOf(receipt)[key]).toBe(fix);
  });

  it('for an unknown API code says where to get one', () => {
    const issue = issueAt(['apiCode'], 'InvalidValue', 'x', 'api-code-is-known');
    expect(suggestFix(issue, receiptWith(), fields)).toMatch(/POST \/_rehearsal\/organisations creates one\.$/);
    const other = issueAt(['submittingOrganisation'], 'BusinessRuleViolation', 'x', 'same-organisation');
    expect(suggestFix(other, receiptWith(), fields)).toMatch(/^Send a code of the organisation/);
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
      ewcCode: 'Send it as wasteItems.*.ewcCodes: it is a list. A receipt is nested, not flat.',
      weight: 'Send it as wasteItems.*.weight.amount. A receipt is nested, not flat.',
      carrierName: 'Send it as carrier.organisationName. A receipt is nested, not flat.',
      receiverSite: 'Send it as receiver.siteName. A receipt is nested, not flat.',
      vehicleReg: 'Send it as carrier.vehicleRegistration. A receipt is nested, not flat.',
      postcode: expect.stringMatching(/^Send it as carrier\.address\.postcode, .* or receipt\.address\.postcode\./),
      wasteItems: expect.stringMatching(
        /^Add wasteItems, a list of objects, and put into it .*: ewcCode, weight\. It is/,
      ),
      carrier: expect.stringMatching(/^Add carrier, an object, and put into it .*: carrierName, vehicleReg\. It is/),
    });
  });

  it('is never a general sentence for a field of the contract', () => {
    const general = /^(?:Give \S+ a value|Leave it out|Send a value that follows the rule|Use a code from .*)\.$/;
    const file = join(import.meta.dirname, '..', 'fixtures', 'observed-receipts.jsonl');
    let count = 0;
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const { request } = JSON.parse(line) as { request: JsonValue };
      for (const issue of judge(request)) {
        const fix = suggestFix(issue, request, fields);
        count += 1;
        expect([issue.key, fix, general.test(fix)]).toEqual([issue.key, fix, false]);
      }
    }
    expect(count).toBeGreaterThan(100);
  });
});

const inCarrier = (changes: Record<string, JsonValue | undefined>) =>
  receiptWith(Object.fromEntries(Object.entries(changes).map(([name, value]) => [`carrier.${name}`, value])));
const noApiCode = (changes: JsonObject) => ({ ...receiptWith({ apiCode: undefined }), ...changes });

describe('the fix for what integrations get wrong', () => {
  it.each<[string, string, JsonValue, string | RegExp]>([
    ['another name for the API code', 'receiverApiCode', noApiCode({ receiverApiCode: 'x' }), 'Call it apiCode.'],
    [
      'the API code that is missing then',
      'apiCode',
      noApiCode({ receiverApiCode: 'x' }),
      'It was sent as receiverApiCode: call it apiCode.',
    ],
    [
      'a second name for what is given',
      'receiverApiCode',
      receiptWith({ receiverApiCode: 'x' }),
      'It means apiCode, which is given as well: leave this one out.',
    ],
    [
      'another name for the reference',
      'ownReference',
      receiptWith({ ownReference: 'x' }),
      'Call it yourUniqueReference.',
    ],
    [
      'a number of containers',
      'wasteItems.0.containers',
      item({ numberOfContainers: undefined, containers: 3 }),
      'Call it numberOfContainers.',
    ],
    [
      'containers with their number and type',
      'wasteItems.0.containers',
      item({ containers: [{ type: 'SKI', count: 1 }] }),
      'Send it as wasteItems.0.numberOfContainers or wasteItems.0.typeOfContainers: the one is how many, the other a code.',
    ],
    [
      'a boolean for the hazardous object',
      'wasteItems.0.hazardous',
      item({ containsHazardous: undefined, hazardous: true }),
      /^Call it containsHazardous, with the value true\. The field hazardous takes an object, such as \{/,
    ],
    [
      'the flag that is missing then',
      'wasteItems.0.containsHazardous',
      item({ containsHazardous: undefined, hazardous: true }),
      'It was sent as hazardous: call it containsHazardous.',
    ],
    ['a word for the items', 'waste', { waste: receiptWith()['wasteItems'] ?? null }, 'Call it wasteItems.'],
    [
      'the site’s id',
      'receivingSiteId',
      receiptWith({ receivingSiteId: 'x', 'receiver.authorisationNumber': undefined }),
      'Send it as receiver.authorisationNumber: the permit or licence of the site; the organisation is identified by its apiCode. A receipt is nested, not flat.',
    ],
    [
      'a right field at a wrong place',
      'carrier.siteName',
      inCarrier({ siteName: 'x' }),
      'It means receiver.siteName, which is given as well: leave this one out.',
    ],
    [
      'a field of the whole receipt on an item',
      'wasteItems.0.apiCode',
      receiptWith({ apiCode: undefined, 'wasteItems.0.apiCode': 'x' }),
      'Send it as apiCode, at the top of the receipt.',
    ],
    [
      'the address in the receiver',
      'receiver.address',
      receiptWith({ receipt: undefined, 'receiver.address': { fullAddress: 'x', postcode: 'TC1 2AB' } }),
      'Send it as receipt.address.',
    ],
    ['a plural', 'wasteItems.0.physicalForm', item({ physicalForm: 'Solids' }), 'Send Solid, not "Solids".'],
    [
      'a typing error in a value',
      'wasteItems.0.physicalForm',
      item({ physicalForm: 'Sludeg' }),
      'Send Sludge, not "Sludeg".',
    ],
    [
      'a unit',
      'wasteItems.0.weight.metric',
      item({ weight: { metric: 'KG', amount: 1, isEstimate: true } }),
      'Send Kilograms, not "KG".',
    ],
    [
      'a value of no list',
      'wasteItems.0.physicalForm',
      item({ physicalForm: 'Quantum' }),
      'Send one of Gas, Liquid, Solid, Powder, Sludge, Mixed.',
    ],
    [
      'an EWC code that is not on the list, in a sub-chapter that is',
      'wasteItems.0.ewcCodes.0',
      item({ ewcCodes: ['170999'] }),
      'Sub-chapter 1709 of the List of Waste has 170901, 170902, 170903 or 170904 (GET /reference-data/ewc-codes).',
    ],
    [
      'an EWC code of no chapter',
      'wasteItems.0.ewcCodes.0',
      item({ ewcCodes: ['999999'] }),
      'The List of Waste has no chapter 99: a code begins with 01 to 20 (GET /reference-data/ewc-codes).',
    ],
    [
      'an EWC code as a number',
      'wasteItems.0.ewcCodes.0',
      item({ ewcCodes: [10101] }),
      'Send the code as text, in quotes: "010101".',
    ],
    [
      'a right value at a wrong place',
      'wasteItems.0.physicalForm',
      item({ physicalForm: 'SKI' }),
      'This is a type of containers, and belongs in wasteItems.*.typeOfContainers. Here, send one of Gas, Liquid, Solid, Powder, Sludge, Mixed.',
    ],
    [
      'a permit instead of the carrier’s registration',
      'carrier.registrationNumber',
      inCarrier({ registrationNumber: 'EPR/AB1234CD' }),
      'This is a site’s permit or licence, and belongs in receiver.authorisationNumber. Here, send text, such as "CBDU100482".',
    ],
    [
      'a plate with the means of transport in small letters',
      'carrier.vehicleRegistration',
      inCarrier({ meansOfTransport: 'road' }),
      'Keep the plate, it is right. Send Road as meansOfTransport, with this spelling: "road" does not count as Road.',
    ],
    [
      'the means of transport itself',
      'carrier.meansOfTransport',
      inCarrier({ meansOfTransport: 'road' }),
      'Send Road: case and spaces matter.',
    ],
    [
      'a plate with a word for the road',
      'carrier.meansOfTransport',
      inCarrier({ meansOfTransport: 'Lorry' }),
      'Send Road, not "Lorry".',
    ],
    [
      'a plate without a means of transport',
      'carrier.vehicleRegistration',
      inCarrier({ meansOfTransport: undefined }),
      'Keep the plate, and add meansOfTransport: "Road". It is not accepted without.',
    ],
    [
      'a plate with Rail',
      'carrier.vehicleRegistration',
      inCarrier({ meansOfTransport: 'Rail' }),
      'Leave the plate out: the waste came by Rail. If it came by road, send Road as meansOfTransport and keep it.',
    ],
    [
      'a permit with a wrong end',
      'receiver.authorisationNumber',
      receiptWith({ 'receiver.authorisationNumber': 'EPR/AB1234CD/V1' }),
      'The part "/V1" is wrong: "EPR/AB1234CD" must be followed by nothing, or /D and four or five digits.',
    ],
    [
      'a permit with more at its end',
      'receiver.authorisationNumber',
      receiptWith({ 'receiver.authorisationNumber': 'EPR/AB1234CD/D99999S' }),
      'The part "S" is wrong: nothing may follow "EPR/AB1234CD/D99999".',
    ],
    [
      'a registration that ends too soon',
      'carrier.registrationNumber',
      inCarrier({ registrationNumber: 'CBDU' }),
      'The number is incomplete: "CBDU" must be followed by three or more digits.',
    ],
    [
      'a reason that is missing because the registration is',
      'carrier.reasonForNoRegistrationNumber',
      inCarrier({ registrationNumber: null }),
      'Send the carrier’s registrationNumber, such as CBDU100482: it is what is missing. Only where the carrier has none, add the reason: ON_SITE, HOUSEHOLD, ONE_OFF or MARINE.',
    ],
    [
      'a reason without the null that it goes with',
      'carrier.reasonForNoRegistrationNumber',
      inCarrier({ registrationNumber: undefined, reasonForNoRegistrationNumber: 'ON_SITE' }),
      'Keep the reason, and add registrationNumber: null. Only null or an empty text means that the carrier has none.',
    ],
    [
      'a word for no registration',
      'carrier.registrationNumber',
      inCarrier({ registrationNumber: 'N/A' }),
      'Send null as registrationNumber, and say why as reasonForNoRegistrationNumber: ON_SITE, HOUSEHOLD, ONE_OFF or MARINE.',
    ],
    [
      'a reason in place of the registration',
      'carrier.registrationNumber',
      inCarrier({ registrationNumber: 'household' }),
      'Send null as registrationNumber, and HOUSEHOLD as reasonForNoRegistrationNumber.',
    ],
    [
      'a whole brief as the body',
      'movement',
      { version: 1, scenario: {}, connection: {}, action: 'submit', movement: receiptWith() },
      'The body is a whole brief, with the connection and its secret. Send its member movement alone.',
    ],
    [
      'what a whole brief lacks',
      'wasteItems',
      { version: 1, scenario: {}, connection: {}, action: 'submit', movement: receiptWith() },
      'The body is a whole brief, with the connection and its secret. Send its member movement alone.',
    ],
    [
      'a concentration with its operator in it',
      'wasteItems.0.pops.components.0.concentration',
      item({
        containsPops: true,
        pops: { sourceOfComponents: 'GUIDANCE', components: [{ code: 'ALD', concentration: '> 50 mg/kg' }] },
      }),
      'Send the number 50, without quotes and alone, and ">" as concentrationOperator.',
    ],
    [
      'an e-mail address of no domain',
      'receiver.emailAddress',
      receiptWith({ 'receiver.emailAddress': 'desk@example.notatld' }),
      'The domain ends in "notatld", which does not exist: send the whole domain, such as example.com.',
    ],
    [
      'what the service fills in',
      'submittingOrganisation',
      receiptWith({ submittingOrganisation: {} }),
      'Leave it out: the service fills in submittingOrganisation itself, from the credentials and the API code.',
    ],
  ])('%s (%s)', (_, key, receipt, fix) => {
    expect(fixesOf(receipt)[key]).toEqual(typeof fix === 'string' ? fix : expect.stringMatching(fix));
  });

  it('a field of a later state of the service says so', () => {
    const july = loadContract({ ruleSet: 'observed', asOf: '2026-07' });
    const components = [{ code: 'ALD', concentration: 5, concentrationOperator: '>' }];
    const receipt = item({ containsPops: true, pops: { sourceOfComponents: 'GUIDANCE', components } });
    const [issue] = createReceiptValidator(july)(receipt);
    expect(issue && suggestFix(issue, receipt, contractFields(july.document))).toBe(
      'Leave concentrationOperator out: as of this date the service does not know it, as of another it does. See `npx receipt-rehearsal spec changes`.',
    );
  });

  it('is found for a body of names without end', () => {
    const names = (start: string) => Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${start}${at}`, at]));
    const receipt = {
      ...names('haulierNote'),
      wasteItems: Array.from({ length: 200 }, (_, at) => names(`wasteNote${at}x`)),
    };
    const issues = judge(receipt).filter((_, index) => index % 50 === 0);
    expect(issues.length).toBeGreaterThan(50);
    for (const issue of issues.slice(0, 200)) expect(suggestFix(issue, receipt, fields)).toMatch(/\.$/);
  });
});
