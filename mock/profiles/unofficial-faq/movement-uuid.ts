import { sha256 } from '../../../spec/contract/read-document.ts';
import { counterOf, trackingId } from '../../tracking-id.ts';

/**
 * Returns the UUID of a movement, always the same for a waste tracking id, so that none has to be stored. Version 8 of
 * RFC 9562: the counter and the year of the tracking id, then a part of its hash.
 */
export function movementUuid(wasteTrackingId: string): string {
  const counter = hex(counterOf(wasteTrackingId) ?? 0, 12);
  const year = hex(Number(wasteTrackingId.slice(0, 2)), 3);
  const hash = sha256(wasteTrackingId);
  return `${counter.slice(0, 8)}-${counter.slice(8)}-8${year}-a${hash.slice(0, 3)}-${hash.slice(3, 15)}`;
}

/** Returns the waste tracking id that a UUID was made of; undefined for any other text. */
export function trackingIdOf(uuid: string): string | undefined {
  const text = uuid.toLowerCase();
  const [, high = '', low = '', year = ''] = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-/.exec(text) ?? [];
  if (year === '') return undefined;
  const id = trackingId(Number.parseInt(high + low, 16), Number.parseInt(year, 16));
  return movementUuid(id) === text ? id : undefined;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
