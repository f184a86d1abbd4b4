import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../spec/contract/contract.ts';
import type { JsonValue } from '../../../spec/json.ts';
import { contractFields } from './contract-fields.ts';
import { meantField } from './meant-field.ts';
import { otherWords } from './other-words.ts';

const { document } = loadContract({ ruleSet: 'observed' });
const fields = contractFields(document);
const item = 'wasteItems.*';

describe('the field that a name means', () => {
  it.each<[string, string, JsonValue, string[]]>([
    // At the top of the receipt.
    ['receiverApiCode', '', 'x', ['apiCode']],
    ['api_code', '', 'x', ['apiCode']],
    ['organisationId', '', 'x', ['apiCode']],
    ['receivedAt', '', '2026-10-05', ['dateTimeReceived']],
    ['dateOfReceipt', '', '2026-10-05', ['dateTimeReceived']],
    ['ownReference', '', 'x', ['yourUniqueReference']],
    ['weighbridgeTicketNumber', '', 'x', ['yourUniqueReference']],
    ['externalId', '', 'x', ['yourUniqueReference']],
    ['references', '', [], ['otherReferencesForMovement']],
    ['poNumber', '', 'x', ['otherReferencesForMovement']],
    ['consignmentNoteNumber', '', 'x', ['hazardousWasteConsignmentCode']],
    ['noConsignmentCodeReason', '', 'x', ['reasonForNoConsignmentCode']],
    ['notes', '', 'x', ['specialHandlingRequirements']],
    ['waste', '', [], ['wasteItems']],
    ['waste', '', {}, ['wasteItems']],
    ['waste', '', 'rubble', ['wasteItems.*.wasteDescription']],
    ['items', '', [], ['wasteItems']],
    ['haulier', '', {}, ['carrier']],
    ['haulier', '', 'x', ['carrier.organisationName']],
    ['broker', '', {}, ['brokerOrDealer']],
    ['site', '', {}, ['receiver']],
    ['receivingSiteId', '', 'x', ['receiver.authorisationNumber']],
    ['receivingSite', '', 'x', ['receiver.siteName']],
    ['permitNumber', '', 'x', ['receiver.authorisationNumber']],
    ['siteAddress', '', 'x', ['receipt.address.fullAddress']],
    ['receiverPostcode', '', 'x', ['receipt.address.postcode']],
    ['carrierRegistrationNo', '', 'x', ['carrier.registrationNumber']],
    ['vehicleReg', '', 'x', ['carrier.vehicleRegistration']],
    ['transportMode', '', 'x', ['carrier.meansOfTransport']],
    ['brokerEmail', '', 'x', ['brokerOrDealer.emailAddress']],
    ['ewc', '', 'x', ['wasteItems.*.ewcCodes']],
    ['containers', '', 3, ['wasteItems.*.numberOfContainers']],
    ['tonnage', '', 3.4, ['wasteItems.*.weight.amount']],
    ['email', '', 'x', ['carrier.emailAddress', 'receiver.emailAddress', 'brokerOrDealer.emailAddress']],
    ['wasteItem', '', {}, ['wasteItems']],
    ['siteName', '', 'x', ['receiver.siteName']],
    // On a waste item.
    ['hazardous', item, true, ['wasteItems.*.containsHazardous']],
    ['hazardous', item, 'no', ['wasteItems.*.containsHazardous']],
    ['isHazardous', item, false, ['wasteItems.*.containsHazardous']],
    ['hasPops', item, false, ['wasteItems.*.containsPops']],
    ['pops', item, true, ['wasteItems.*.containsPops']],
    ['pops', item, [], ['wasteItems.*.pops.components']],
    ['containers', item, 3, ['wasteItems.*.numberOfContainers']],
    ['containers', item, 'SKI', ['wasteItems.*.typeOfContainers']],
    ['containers', item, {}, ['wasteItems.*.numberOfContainers', 'wasteItems.*.typeOfContainers']],
    ['containerCount', item, 3, ['wasteItems.*.numberOfContainers']],
    ['container_type', item, 'SKI', ['wasteItems.*.typeOfContainers']],
    ['wasteCode', item, '170904', ['wasteItems.*.ewcCodes']],
    ['description', item, 'x', ['wasteItems.*.wasteDescription']],
    ['state', item, 'Solid', ['wasteItems.*.physicalForm']],
    ['quantity', item, 3, ['wasteItems.*.weight.amount']],
    ['quantity', item, {}, ['wasteItems.*.weight']],
    ['unit', item, 'kg', ['wasteItems.*.weight.metric']],
    ['hazCodes', item, [], ['wasteItems.*.hazardous.hazCodes']],
    ['disposalCode', item, 'R5', ['wasteItems.*.disposalOrRecoveryCodes']],
    ['wasteDescripton', item, 'x', ['wasteItems.*.wasteDescription']],
    // Deeper.
    ['unit', 'wasteItems.*.weight', 'kg', ['wasteItems.*.weight.metric']],
    ['value', 'wasteItems.*.weight', 3, ['wasteItems.*.weight.amount']],
    ['operator', 'wasteItems.*.pops.components.*', '>', ['wasteItems.*.pops.components.*.concentrationOperator']],
    ['name', 'wasteItems.*.pops.components.*', 'Aldrin', ['wasteItems.*.pops.components.*.code']],
    ['substance', 'wasteItems.*.hazardous.components.*', 'Lead', ['wasteItems.*.hazardous.components.*.name']],
    ['source', 'wasteItems.*.hazardous', 'GUIDANCE', ['wasteItems.*.hazardous.sourceOfComponents']],
    ['type', 'otherReferencesForMovement.*', 'PO', ['otherReferencesForMovement.*.label']],
    ['name', 'carrier', 'x', ['carrier.organisationName']],
    ['postcode', 'carrier', 'TC1 2AB', ['carrier.address.postcode']],
    ['siteName', 'carrier', 'x', ['receiver.siteName']],
    ['permit', 'receiver', 'x', ['receiver.authorisationNumber']],
    ['address', 'receiver', {}, ['receipt.address']],
    ['postcode', 'receipt', 'TC1 2AB', ['receipt.address.postcode']],
    ['zipCode', 'receipt.address', 'TC1 2AB', ['receipt.address.postcode']],
    ['street', 'carrier.address', 'x', ['carrier.address.fullAddress']],
  ])('%s in “%s”, with %j, is %j', (name, parentName, value, names) => {
    expect(meantField(name, parentName, value, fields)?.names).toEqual(names);
  });

  it.each([
    ['colour', item, 'red'],
    ['extra', 'carrier', 1],
    ['destination_jurisdiction', '', 'x'],
    ['', '', 1],
    ['constructor', '', 1],
    ['__proto__', '', {}],
    ['x'.repeat(100_000), '', 1],
  ])('%.20s in “%s” is none', (name, parentName, value) => {
    expect(meantField(name, parentName, value, fields)).toBeUndefined();
  });

  it('is a field of the contract, and not the name itself', () => {
    const names = fc.oneof(fc.string(), fc.constantFrom(...fields.all.map(({ name }) => name.split('.').at(-1) ?? '')));
    const parents = fc.constantFrom('', ...fields.all.map(({ name }) => name));
    fc.assert(
      fc.property(names, parents, fc.constantFrom(true, 1, 'x', '5', {}, [], null), (name, parentName, value) => {
        for (const each of meantField(name, parentName, value, fields)?.names ?? []) {
          expect(fields.get(each)).toBeDefined();
          expect(each).not.toBe(parentName === '' ? name : `${parentName}.${name}`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of every entry of the vocabulary is in the contract', () => {
    const parents = ['', ...fields.all.map(({ name }) => name)];
    for (const { within, now, words } of otherWords) {
      const holders = parents.filter((name) => within.test(name) && fields.inside(name).length > 0);
      const known = holders.some((holder) =>
        now.every((name) => {
          const full = name.startsWith('/') ? name.slice(1) : holder === '' ? name : `${holder}.${name}`;
          return fields.get(full) !== undefined;
        }),
      );
      expect([String(words), now, known]).toEqual([String(words), now, true]);
    }
  });
});
