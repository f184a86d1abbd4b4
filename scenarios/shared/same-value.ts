import { createRequire } from 'node:module';
import type { JsonValue } from '../../spec/json.ts';

// Loaded when two spellings of a telephone number are first compared: most runs have none.
const require = createRequire(import.meta.url);
const phoneNumbers = () => require('libphonenumber-js/min') as typeof import('libphonenumber-js/min');

/**
 * Returns whether two values of a field say the same, as a person would judge. `field` is the field's own name, such as
 * `postcode`; a list's entries have the list's.
 */
export function sameValue(asked: JsonValue | undefined, sent: JsonValue | undefined, field = ''): boolean {
  if (asked === sent) return true;
  if (typeof asked === 'number' && typeof sent === 'number') return sameNumber(asked, sent);
  if (typeof asked !== 'string' || typeof sent !== 'string') return false;
  if (readable(asked) === readable(sent)) return true;
  if (identifiers.has(field)) return lettersAndDigits(asked) === lettersAndDigits(sent);
  switch (field) {
    case 'authorisationNumber':
      return permitNumber(asked) === permitNumber(sent);
    case 'phoneNumber':
      return samePhoneNumber(asked, sent);
    case 'dateTimeReceived':
      return instantOf(asked) !== null && instantOf(asked) === instantOf(sent);
    default:
      // In capitals, ß and SS are the same letters.
      return readable(asked).toUpperCase() === readable(sent).toUpperCase();
  }
}

/** Numbers and plates that people write with and without separators, in either case. */
const identifiers: ReadonlySet<string> = new Set([
  'apiCode',
  'hazardousWasteConsignmentCode',
  'postcode',
  'registrationNumber',
  'vehicleRegistration',
]);

/** Returns the text without what a reader cannot see: composed, trimmed, with single spaces. */
export function readable(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

/**
 * Removes `EPR/`: the service takes a permit of the Environment Agency with and without it. Source: validation-2026-07.
 */
function permitNumber(text: string): string {
  return lettersAndDigits(text).replace(/^EPR(?=[A-Z]{2}\d{4}[A-Z]{2})/, '');
}

/** Calculations may leave a remainder: 2.3 t are 2299.9999999999995 kg. */
export function sameNumber(asked: number, sent: number): boolean {
  return Math.abs(asked - sent) <= 1e-9 * Math.abs(asked);
}

/** True for the same telephone number. One without a country is one of the UK. */
function samePhoneNumber(asked: string, sent: string): boolean {
  const [one, other] = [asked, sent].map((text) => phoneNumbers().parsePhoneNumberFromString(text, 'GB'));
  if (one === undefined || other === undefined) return false;
  return one.number === other.number && one.ext === other.ext;
}

const dateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Returns the instant; null if it is unreadable. A time without an offset is UTC, as the service reads it. */
function instantOf(text: string): number | null {
  const parts = dateTime.exec(text.trim());
  if (parts === null) return null;
  const [, day, minute, second = ':00', fraction = '0', offset = 'Z'] = parts;
  const zone = offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
  const instant = Date.parse(`${day}T${minute}${second}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  return Number.isNaN(instant) ? null : instant;
}
