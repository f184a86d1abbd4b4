import { describe, expect, it } from 'vitest';
import { covers } from './messages.ts';

const issue = (key: string) => ({ key, message: `"${key}" is wrong` });

describe('a message about a field', () => {
  it.each([
    ['carrier.vehicleRegistration', '"carrier.vehicleRegistration" is wrong'],
    ['wasteItems.0.weight.amount', 'wasteItems[0].weight.amount: give a number'],
    ['carrier.vehicleRegistration', 'Vehicle registration is missing'],
    ['carrier.vehicleRegistration', 'Enter the vehicle reg'],
    ['carrier.vehicleRegistration', 'Enter the number plate'],
    ['receiver.authorisationNumber', 'Permit: not in a valid form'],
    ['wasteItems.0.typeOfContainers', 'Container type: not one that we know'],
    ['wasteItems.0.ewcCodes.0', 'Waste code 999999 is not on the list'],
    ['wasteItems.0.disposalOrRecoveryCodes', 'Disposal and recovery codes are missing'],
    ['wasteItems.0.disposalOrRecoveryCodes', 'Add a disposal code'],
  ])('covers %s: %s', (key, message) => {
    expect(covers(message, issue(key))).toBe(true);
  });

  it.each([
    ['carrier.vehicleRegistration', 'Carrier registration is missing'],
    ['receiver.authorisationNumber', 'The number is wrong'],
    ['wasteItems.0.typeOfContainers', 'Number of containers is missing'],
    ['wasteItems.0.ewcCodes.0', 'The container code is not on the list'],
    ['wasteItems.0.disposalOrRecoveryCodes', 'EWC code: not on the list'],
    ['carrier.vehicleRegistration', 'It did not work'],
  ])('does not cover %s: %s', (key, message) => {
    expect(covers(message, issue(key))).toBe(false);
  });
});
