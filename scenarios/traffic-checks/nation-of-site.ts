import { at, type JsonObject } from '../../spec/json.ts';
import type { Nation } from '../shared/working-days.ts';

// Source of the forms: validation-2026-07. All others are permits of England or Wales.
const scottish = [/^PPC\/A\/SEPA/, /^WML\/L\/SEPA/, /^(?:WML\/[LWEN]|PPC\/[AWEN])\/\d{7}/, /^EAS\/P\//];
const northernIrish = [/^P\d{4}\/\d{2}[A-Z]/, /^WPPC /, /^WML \d{2}\//];
const englishOrWelsh = [/^(?:EPR\/)?[A-Z]{2}\d{4}[A-Z]{2}/, /^(?:EA)?WML\d{5}/];

// TD15 is Berwick, in England.
const scottishPostcode = /^(?:AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|ZE)\d|^TD(?!15)\d/;

/** Where a site is: by its permit, else by its postcode, else taken to be in England. */
export function nationOfSite(receipt: JsonObject): Nation {
  const permit = normal(at(receipt, 'receiver', 'authorisationNumber'));
  const isOneOf = (forms: readonly RegExp[]) => forms.some((form) => form.test(permit));
  if (isOneOf(scottish)) return 'Scotland';
  if (isOneOf(northernIrish)) return 'Northern Ireland';
  if (isOneOf(englishOrWelsh)) return 'England and Wales';
  const postcode = normal(at(receipt, 'receipt', 'address', 'postcode'));
  if (/^BT\d/.test(postcode)) return 'Northern Ireland';
  return scottishPostcode.test(postcode) ? 'Scotland' : 'England and Wales';
}

function normal(value: unknown): string {
  return typeof value === 'string' ? value.trim().toUpperCase() : '';
}
