import { describe, expect, it } from 'vitest';
import { receiptWith } from '../testing/receipt-with.ts';
import { reasonForNoRegistrationNumberIssues, vehicleRegistrationIssues } from './carrier.ts';

describe('the reason for a missing registration number', () => {
  const reported = (number: string | null, reason?: string | number | null) =>
    reasonForNoRegistrationNumberIssues(
      receiptWith({ 'carrier.registrationNumber': number, 'carrier.reasonForNoRegistrationNumber': reason }),
    ).map(({ key, errorType, message }) => ({ key, errorType, message }));
  const key = 'carrier.reasonForNoRegistrationNumber';

  it.each([[null], ['']])('is required when the number is %j', (number) => {
    expect(reported(number)).toEqual([{ key, errorType: 'NotProvided', message: `"${key}" is required` }]);
  });

  it.each(['ON_SITE', 'HOUSEHOLD', 'ONE_OFF', 'MARINE'])('is %s', (reason) => {
    expect(reported(null, reason)).toEqual([]);
    expect(reported('', reason)).toEqual([]);
  });

  it.each([[null], ['']])('may be %j, and is then warned about', (reason) => {
    expect(reported(null, reason)).toEqual([]);
  });

  it('is not one of our own invention', () => {
    const message = `"${key}" must be one of: ON_SITE, HOUSEHOLD, ONE_OFF, MARINE`;
    expect(reported(null, 'FORGOTTEN')).toEqual([{ key, errorType: 'InvalidValue', message }]);
    expect(reported(null, 'on_site')).toEqual([{ key, errorType: 'InvalidValue', message }]);
  });

  it('breaks two rules when it is not text', () => {
    expect(reported(null, 7).map(({ errorType }) => errorType)).toEqual(['InvalidValue', 'InvalidType']);
  });

  it.each([['ON_SITE'], [''], [null]])('is refused, %j too, with a number', (reason) => {
    const message = `${key} should only be provided when carrier.registrationNumber is not provided`;
    expect(reported('CBDU100482', reason)).toEqual([{ key, errorType: 'NotAllowed', message }]);
    expect(reported('CBDU100482')).toEqual([]);
  });

  it('does not matter without a carrier', () => {
    expect(reasonForNoRegistrationNumberIssues(receiptWith({ carrier: undefined }))).toEqual([]);
  });
});

describe('the vehicle', () => {
  const reported = (meansOfTransport: string | undefined, vehicle: string | number | null | undefined) =>
    vehicleRegistrationIssues(
      receiptWith({ 'carrier.meansOfTransport': meansOfTransport, 'carrier.vehicleRegistration': vehicle }),
    ).map(({ errorType, message }) => `${errorType}: ${message}`);

  it('is required on the road', () => {
    expect(reported('Road', 'AB12 CDE')).toEqual([]);
    expect(reported('Road', undefined)).toEqual([
      'NotProvided: If carrier.meansOfTransport is "Road" then carrier.vehicleRegistration is required',
    ]);
  });

  it.each(['Rail', 'Air', 'Sea', 'Inland Waterway', 'Piped', 'Other'])('is refused for %s', (means) => {
    expect(reported(means, undefined)).toEqual([]);
    expect(reported(means, 'AB12 CDE')).toEqual([
      'NotAllowed: If carrier.meansOfTransport is not "Road" then carrier.vehicleRegistration is not applicable',
    ]);
  });

  it('is text, and not empty', () => {
    expect(reported('Road', '')).toEqual(['InvalidValue: "carrier.vehicleRegistration" is not allowed to be empty']);
    expect(reported('Road', null)).toEqual(['InvalidType: "carrier.vehicleRegistration" must be a string']);
  });

  it('does not matter without a carrier', () => {
    expect(vehicleRegistrationIssues(receiptWith({ carrier: null }))).toEqual([]);
  });
});
