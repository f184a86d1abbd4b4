import { isEmailValid } from '@hapi/address';
import { tlds } from '@hapi/tlds';

/*
 * The formats that the running service checks and the published document only describes in prose. Each is named in the
 * overlay and takes a string. Source of all: `validation-2026-07`, unless a line says otherwise. Every pattern is linear.
 */

const guid = /^([[{(]?)[0-9a-f]{8}([:-]?)[0-9a-f]{4}\2?[0-9a-f]{4}\2?[0-9a-f]{4}\2?[0-9a-f]{12}([\]})]?)$/i;
const closing: Readonly<Record<string, string>> = { '': '', '[': ']', '{': '}', '(': ')' };

/** The spelling in nearly every receipt, and always a GUID. */
const usualGuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a GUID with or without dashes, bare or in a matching pair of brackets. */
export function isGuid(text: string): boolean {
  if (usualGuid.test(text)) return true;
  const match = guid.exec(text);
  return match !== null && closing[match[1] ?? ''] === match[3];
}

// The parts of ISO 8601 that the service's validator accepts: a time only after a month, a week or a day of the year,
// with separators everywhere or nowhere. Two digits after a year alone are not a year and month.
const year = String.raw`(?:[-+]\d{2})?\d{4}(?!\d{2}\b)`;
const monthAndDay = String.raw`(?:0[1-9]|1[0-2])(?:\k<dash>(?:0[1-9]|[12]\d|3[01]))?`;
const week = String.raw`W(?:[0-4]\d|5[0-2])(?:-?[1-7])?`;
const dayOfYear = String.raw`(?:00[1-9]|0[1-9]\d|[12]\d{2}|3[0-5]\d|36[0-6])`;
const hourAndMinute = String.raw`(?:(?:[01]\d|2[0-3])(?:(?<colon>:?)[0-5]\d)?|24:?00)(?:[.,]\d+(?!:))?`;
const second = String.raw`(?:\k<colon>[0-5]\d(?:[.,]\d+)?)?`;
const offset = String.raw`(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?`;
const isoDate = new RegExp(
  `^${year}(?:(?<dash>-?)(?:${monthAndDay}|${week}|${dayOfYear})` +
    String.raw`(?!T$|T\d+Z$)(?:[T\s]${hourAndMinute}${second}${offset})?)?$`,
);

/**
 * As `Date.prototype.toISOString` writes it, or without the fraction: the spelling in nearly every receipt, and always
 * a date.
 */
const usualInstant = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

/** True for a date or instant of ISO 8601 that is also a date to JavaScript (so 31 April is accepted as 1 May). */
export function isIso8601Date(text: string): boolean {
  return usualInstant.test(text) || (isoDate.test(text) && !Number.isNaN(Date.parse(text)));
}

const utcOrBst =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?(?:Z|\+0[01]:00)$/;

/**
 * True for an instant with seconds, in UTC or British Summer Time, on a day that exists. Not tied to the season.
 * Source: `validation-2026-10`; the newest code accepts +00:00, an earlier one did not.
 */
export function isUtcOrBstInstant(text: string): boolean {
  return utcOrBst.test(text) && isDayOfItsMonth(text);
}

/** True if the month of an ISO date has that day. */
function isDayOfItsMonth(date: string): boolean {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  // The last day of a month is the day before the first of the next; 2000 has the leap years of every 400 years.
  return day <= 28 || day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** True for an e-mail address whose top-level domain is on IANA's list. */
export function isEmailWithKnownDomain(text: string): boolean {
  const known = checkedEmails.get(text);
  if (known !== undefined) return known;
  const isGood = isEmailValid(text, { tlds: { allow: tlds } });
  if (checkedEmails.size >= maxJudgedEmails) checkedEmails.clear();
  if (text.length <= maxEmail) checkedEmails.set(text, isGood);
  return isGood;
}

/** A cache: a site sends its own address with every receipt, and no other value costs as much to check. */
const checkedEmails = new Map<string, boolean>();
const [maxJudgedEmails, maxEmail] = [1_000, 320];

export function isSixDigits(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}

/** True for a code of England and Wales, Scotland or Northern Ireland. Case matters in the last two. */
export function isConsignmentCode(text: string): boolean {
  return /^[A-Za-z0-9]{2,}\/[A-Za-z0-9]{5}[A-Za-z]?$/.test(text) || /^[SD][ABC][0-9]{7}$/.test(text);
}

const carrierRegistrations = [
  /^CBD[LU][0-9]{3,}$/i,
  /^WCR\/R\/[0-9]{7}$/i,
  /^(?:SCO|SEA|SNO|SWE|WCR)\/[0-9]{6}$/i,
  /^PCT-[A-Z]-[0-9]{3,7}$/i,
  /^ROC\W*[UL]T\W*[0-9]{1,5}$/i,
];

/**
 * True for a carrier's, broker's or dealer's registration in England, Wales, Scotland or Northern Ireland. Not trimmed.
 */
export function isCarrierRegistration(text: string): boolean {
  return carrierRegistrations.some((pattern) => pattern.test(text));
}

/** England and Wales, with the digits of a deployment. */
const permit = /^(?:EPR\/)?[A-Z]{2}[0-9]{4}[A-Z]{2}(?:\/D[0-9]{4,5})?$/i;
const permitFourDigits = /^(?:EPR\/)?[A-Z]{2}[0-9]{4}[A-Z]{2}(?:\/D[0-9]{4})?$/i;

const otherAuthorisations = [
  // England and Wales, old licences
  /^(?:EA)?WML[0-9]{5,6}$/i,
  // Scotland
  /^PPC\/[AWEN]\/[0-9]{7}$/i,
  /^WML\/[LWEN]\/[0-9]{7}(?:\/[0-9]{2})?$/i,
  /^PPC\/A\/SEPA[0-9]{4}-[0-9]{4}$/i,
  /^WML\/L\/SEPA[0-9]{4}-[0-9]{4}$/i,
  /^EAS\/P\/[0-9]{6}$/i,
  // Northern Ireland
  /^P[0-9]{4}\/[0-9]{2}[A-Z](?:\/V[0-9]+)?$/i,
  /^WPPC [0-9]{2}\/[0-9]{2}(?:\/V[0-9]+)?$/i,
  /^WML [0-9]{2}\/[0-9]+(?:\/T)? LN\/[0-9]{2}\/[0-9]+(?:\/(?:[MTCN]|V[0-9]+))*$/i,
  /^WML [0-9]{2}\/[0-9]+ PAC\/[0-9]{4}\/WCL[0-9]{3}$/i,
];

/** True for a site's permit or licence in any of the four nations, in any case, space around it ignored. */
export function isSiteAuthorisation(text: string): boolean {
  return isPermitOrOther(text, permit);
}

/** Applies the rule of before August 2026: a deployment has four digits. */
export function isSiteAuthorisationWithFourDigits(text: string): boolean {
  return isPermitOrOther(text, permitFourDigits);
}

function isPermitOrOther(text: string, permits: RegExp): boolean {
  const trimmed = text.trim();
  return permits.test(trimmed) || otherAuthorisations.some((pattern) => pattern.test(trimmed));
}

// Looser than the postcodes in use: any letter may be first, and any two may be last.
const postcodeUk =
  /^(?:GIR 0AA|(?:[A-Z][0-9]{1,2}|[A-Z][A-HJ-Y][0-9]{1,2}|[A-Z][0-9][A-Z]|[A-Z][A-HJ-Y][0-9]?[A-Z]) [0-9][A-Z]{2})$/i;
const eircode = /^(?:D6W|[AC-FHKNPRTV-Y][0-9]{2}) ?[0-9AC-FHKNPRTV-Y]{4}$/i;

export function isPostcodeUk(text: string): boolean {
  return postcodeUk.test(text);
}

export function isPostcodeUkOrIreland(text: string): boolean {
  return postcodeUk.test(text) || eircode.test(text);
}

/** Every format by its name in the overlay. */
export const stringFormats: Readonly<Record<string, (text: string) => boolean>> = {
  guid: isGuid,
  'iso-8601-date': isIso8601Date,
  'utc-or-bst-instant': isUtcOrBstInstant,
  'email-with-known-domain': isEmailWithKnownDomain,
  'six-digits': isSixDigits,
  'carrier-registration': isCarrierRegistration,
  'carrier-registration-or-empty': (text) => text === '' || isCarrierRegistration(text),
  'site-authorisation': isSiteAuthorisation,
  'site-authorisation-four-digit-deployment': isSiteAuthorisationWithFourDigits,
  'postcode-uk': isPostcodeUk,
  'postcode-uk-or-ireland': isPostcodeUkOrIreland,
};
