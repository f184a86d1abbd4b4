import { describe, expect, it } from 'vitest';
import { currentName, retiredNames } from './fields.ts';

describe('a name from older documents', () => {
  it.each([
    ['organisationApiId', '', 'apiCode, at the top of the receipt'],
    ['postCode', 'receipt.address', 'postcode, all in lower case'],
    ['postCode', 'carrier.address', 'postcode, all in lower case'],
    ['organisationName', 'receiver', 'siteName'],
    ['authorisations', 'receiver', 'authorisationNumber, a single string'],
    ['containsPops', 'wasteItems.*.pops', 'containsPops on the waste item itself'],
    ['containsHazardous', 'wasteItems.*.hazardous', 'containsHazardous on the waste item itself'],
    ['name', 'wasteItems.*.pops.components.*', 'code, from the list of POP names'],
    ['globalMovementId', '', 'wasteTrackingId, which the service issues and never accepts in a receipt'],
    ['wasteTrackingId', '', 'the path of the update, PUT /movements/{wasteTrackingId}/receive'],
  ])('%s in “%s” is now %s', (name, holder, now) => {
    expect(currentName(name, holder)).toBe(now);
  });

  it.each([
    ['organisationName', 'carrier'],
    ['organisationName', 'brokerOrDealer'],
    ['authorisations', ''],
    ['containsPops', 'wasteItems.*'],
    ['name', 'wasteItems.*.hazardous.components.*'],
    ['name', 'receiver'],
    ['postcode', 'receipt.address'],
    ['apiCode', ''],
    ['constructor', ''],
    ['', ''],
  ])('is not %s in “%s”', (name, holder) => {
    expect(currentName(name, holder)).toBeUndefined();
  });

  it('is listed once for each place', () => {
    const places = retiredNames.map(({ name, within }) => `${name} ${within}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
