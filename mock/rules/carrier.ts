import { isObject, type JsonObject } from '../../spec/json.ts';
import { issueAt, type LocatedIssue } from './located-issue.ts';

/** The reasons that the service accepts for a missing registration number. Source: validation-2026-07. */
export const reasonsForNoRegistrationNumber = ['ON_SITE', 'HOUSEHOLD', 'ONE_OFF', 'MARINE'] as const;

/** Checks the reason for a missing registration number: required if the number is null or empty, refused otherwise. */
export function reasonForNoRegistrationNumberIssues(receipt: JsonObject): LocatedIssue[] {
  const carrier = receipt['carrier'];
  if (!isObject(carrier)) return [];
  const { registrationNumber: number, reasonForNoRegistrationNumber: reason } = carrier;
  const path = ['carrier', 'reasonForNoRegistrationNumber'];
  const condition = 'reason-for-no-registration-number';
  if (number !== null && number !== '') {
    const message = '{bare} should only be provided when carrier.registrationNumber is not provided';
    return reason === undefined ? [] : [issueAt(path, 'NotAllowed', message, condition)];
  }
  if (reason === undefined) return [issueAt(path, 'NotProvided', '{label} is required', condition)];
  if (reason === null || reason === '' || reasonsForNoRegistrationNumber.some((known) => known === reason)) return [];
  const unknown = issueAt(
    path,
    'InvalidValue',
    `{label} must be one of: ${reasonsForNoRegistrationNumber.join(', ')}`,
    condition,
  );
  if (typeof reason === 'string') return [unknown];
  return [unknown, issueAt(path, 'InvalidType', 'Either carrier.registrationNumber or {bare} is required', condition)];
}

/** Checks the vehicle: required on the road, refused otherwise. */
export function vehicleRegistrationIssues(receipt: JsonObject): LocatedIssue[] {
  const carrier = receipt['carrier'];
  if (!isObject(carrier)) return [];
  const { meansOfTransport, vehicleRegistration: vehicle } = carrier;
  const path = ['carrier', 'vehicleRegistration'];
  const condition = 'vehicle-registration';
  if (meansOfTransport !== 'Road') {
    const message = 'If carrier.meansOfTransport is not "Road" then {bare} is not applicable';
    return vehicle === undefined ? [] : [issueAt(path, 'NotAllowed', message, condition)];
  }
  if (vehicle === undefined) {
    return [issueAt(path, 'NotProvided', 'If carrier.meansOfTransport is "Road" then {bare} is required', condition)];
  }
  if (vehicle === '') return [issueAt(path, 'InvalidValue', '{label} is not allowed to be empty', condition)];
  return typeof vehicle === 'string' ? [] : [issueAt(path, 'InvalidType', '{label} must be a string', condition)];
}
