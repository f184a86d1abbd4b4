import {
  isCarrierRegistration,
  isConsignmentCode,
  isEmailWithKnownDomain,
  isGuid,
  isPostcodeUk,
  isPostcodeUkOrIreland,
  isSiteAuthorisation,
  stringFormats,
} from '../../../spec/contract/formats.ts';
import { codeLists } from '../../../spec/contract/reference-data.ts';
import { dummyApiCodes } from '../../default-data.ts';
import { isDate } from './date-fixes.ts';
import { exampleOfFormat, takes, valuesOf } from './examples.ts';
import { type FixContext, type FixRule, formatOf, quoted } from './fix-rule.ts';
import { wrongPart } from './identifier-parts.ts';

/**
 * Recognises the dummy API code that is published with a digit too many, and any other that has one more at its end.
 */
export const misprintedApiCode: FixRule = ({ name, value }) => {
  if (name !== 'apiCode' || typeof value !== 'string') return undefined;
  const meant = dummyApiCodes.find((code) => value.slice(0, -1).toLowerCase() === code);
  return meant === undefined
    ? undefined
    : `Send ${meant}: the document Testing and Production API Codes gives it with a digit too many.`;
};

/** The maximum length of a text that is tidied, and of one that is looked at for what it is. */
const maxText = 200;

function passes(format: string): ((text: string) => boolean) | undefined {
  return format === 'consignment-code-format' ? isConsignmentCode : stringFormats[format];
}

/**
 * Suggests the value that would be valid: without surrounding space, in capitals, or with the usual signs between its
 * parts.
 */
export const tidied: FixRule = (context) => {
  const { value } = context;
  const format = formatOf(context) ?? '';
  const isValid = passes(format);
  if (isValid === undefined || isDate(format) || typeof value !== 'string' || value.length > maxText) return undefined;
  const right = spellingsOf(value, format).find((each) => each !== value && each !== '' && isValid(each));
  if (right !== undefined) return `Send ${JSON.stringify(right)}.`;
  return /\.(?:test|example|local|invalid)$/i.test(value)
    ? 'Use an address at example.com for test data: this domain is refused.'
    : undefined;
};

function spellingsOf(value: string, format: string): string[] {
  const tidy = value
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();
  const usual = [tidy, tidy.toUpperCase(), tidy.replace(/\s+/g, ' ')];
  // Without its space, a postcode may be read as an Eircode.
  if (format.startsWith('postcode')) {
    const parts = /^(.*\w)[\s-]*(\d[A-Za-z]{2})$/.exec(tidy);
    return parts === null ? usual : [...usual, `${parts[1]} ${parts[2]}`];
  }
  return [
    ...usual,
    tidy.replace(/\s+/g, ''),
    tidy.replace(/[\s._-]+/g, '').toUpperCase(),
    tidy.replaceAll('\\', '/'),
    tidy.replace(/\/{2,}/g, '/').replace(/^\/|\/$/g, ''),
    tidy.replace(/^(EA)?WML[\s/.-]+(?=\d)/i, '$1WML'),
    tidy.replace(/^((?:EPR\/)?[A-Z]{2}\d{4}[A-Z]{2})\W*D\W*(\d+)$/i, '$1/D$2'),
    tidy.replace(/^[EPR]{2,3}[\s/.-]+(?=[A-Z]{2}\d{4}[A-Z]{2})/i, 'EPR/'),
    tidy.replace(/^(SCO|SEA|SNO|SWE|WCR)[\s-]*(?=\d)/i, '$1/'),
    tidy.replace(/^PCT\W*([A-Z])\W*(\d+)$/i, 'PCT-$1-$2'),
    tidy.replace(/^urn:uuid:/i, ''),
    tidy.replace(/[[\]{}()]/g, ''),
  ];
}

/** Says which part is wrong of a regulator's number that begins well. */
export const partOfNumber: FixRule = (context) => {
  const { value } = context;
  const wrong = typeof value === 'string' ? wrongPart(formatOf(context) ?? '', value.trim()) : undefined;
  if (wrong === undefined) return undefined;
  const { right, rest, words } = wrong;
  if (rest === '') return `The number is incomplete: ${quoted(right)} must be followed by ${words}.`;
  return words === undefined
    ? `The part ${quoted(rest)} is wrong: nothing may follow ${quoted(right)}.`
    : `The part ${quoted(rest)} is wrong: ${quoted(right)} must be followed by ${words}.`;
};

/** Says how many digits are missing of an API code that is not a GUID. */
export const partOfApiCode: FixRule = (context) => {
  const { value } = context;
  if (formatOf(context) !== 'guid' || typeof value !== 'string' || value.length > maxText) return undefined;
  const count = value.replace(/[^0-9a-f]/gi, '').length;
  const others = value.replace(/[0-9a-f{}()[\]:-]/gi, '');
  if (count < 20 || others !== '') return undefined;
  if (count === 32)
    return 'Its 32 digits are right: set dashes after the 8th, 12th, 16th and 20th, and no bracket at one end only.';
  return `It has ${count} of the hexadecimal digits 0 to 9 and a to f, and needs 32: 8, 4, 4, 4 and 12, with dashes between.`;
};

/** Says which part of an e-mail address is wrong. */
export const partOfEmail: FixRule = (context) => {
  const { value } = context;
  if (formatOf(context)?.startsWith('email') !== true || typeof value !== 'string' || value.length > maxText)
    return undefined;
  const parts = value.split('@');
  const [local = '', domain = ''] = parts;
  if (parts.length === 1) return `Send an address with an @, such as desk@example.com.`;
  if (parts.length > 2) return 'Send one address alone, with one @.';
  if (local === '' || domain === '')
    return `Nothing is ${local === '' ? 'before' : 'after'} the @: send the whole address.`;
  if (/^\.|\.$|\.\./.test(local) || /^\.|\.$|\.\./.test(domain))
    return 'A dot is at the beginning or end of a part, or doubled: take it out.';
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(local))
    return 'Before the @ only letters, digits, dots and dashes are accepted, without spaces or quotes.';
  if (isEmailWithKnownDomain(`desk@${domain}`)) return 'The part before the @ is wrong.';
  const ending = domain.slice(domain.lastIndexOf('.') + 1);
  return isEmailWithKnownDomain(`desk@example.${ending}`)
    ? 'The domain is wrong: send one such as example.com.'
    : `The domain ends in ${quoted(ending)}, which does not exist: send the whole domain, such as example.com.`;
};

/** Gives a value that has the format, where there is nothing to go by. */
export const exampled: FixRule = (context) => {
  const example = exampleOfFormat(formatOf(context) ?? '');
  return example === undefined ? undefined : `Send one like ${example}.`;
};

/** What a text is, where it is refused at one place and right at another. The strictest come first. */
const kinds: readonly { field: string; what: string; is: (text: string) => boolean }[] = [
  { field: 'apiCode', what: 'an API code', is: (text) => text.length >= 32 && isGuid(text) },
  { field: 'carrier.registrationNumber', what: 'a carrier’s registration', is: isCarrierRegistration },
  { field: 'receiver.authorisationNumber', what: 'a site’s permit or licence', is: isSiteAuthorisation },
  {
    field: 'emailAddress',
    what: 'an e-mail address',
    is: (text) => text.includes('@') && isEmailWithKnownDomain(text),
  },
  { field: 'postcode', what: 'a postcode', is: isPostcodeUk },
  { field: 'wasteItems.*.ewcCodes', what: 'an EWC code', is: isOnList('ewc-codes') },
  { field: 'wasteItems.*.hazardous.hazCodes', what: 'a hazardous property', is: isOnList('hazardous-property-codes') },
  {
    field: 'wasteItems.*.disposalOrRecoveryCodes.*.code',
    what: 'a disposal or recovery code',
    is: isOnList('disposal-or-recovery-codes'),
  },
  { field: 'wasteItems.*.typeOfContainers', what: 'a type of containers', is: isOnList('container-types') },
  { field: 'wasteItems.*.pops.components.*.code', what: 'a POP', is: isOnList('pop-names') },
];

function isOnList(list: string): (text: string) => boolean {
  const codes = new Set(codeLists[list]);
  return (text) => codes.has(text.toUpperCase());
}

/** Fields of short lists, whose values are told apart by the list. */
const listed: readonly { field: string; what: string }[] = [
  { field: 'wasteItems.*.physicalForm', what: 'a physical form' },
  { field: 'wasteItems.*.weight.metric', what: 'a unit of weight' },
  { field: 'carrier.meansOfTransport', what: 'a means of transport' },
  { field: 'carrier.reasonForNoRegistrationNumber', what: 'a reason for no registration number' },
  { field: 'reasonForNoConsignmentCode', what: 'a reason for no consignment code' },
  { field: 'wasteItems.*.hazardous.sourceOfComponents', what: 'a source of components' },
];

/** Recognises a value of another field: right, and at the wrong place. */
export const valueOfAnotherField: FixRule = (context) => {
  const { value, fieldName, fields, name, issue } = context;
  if (typeof value !== 'string' || value.length > maxText || issue.errorType === 'NotAllowed') return undefined;
  const found = kindOf(value.trim(), context);
  if (found === undefined || fieldName.startsWith(found.field) || fieldName.endsWith(found.field)) return undefined;
  if (found.field.endsWith(name) || found.field.startsWith(`${fieldName}.`)) return undefined;
  return `This is ${found.what}, and belongs in ${found.field}. Here, send ${takes(fieldName, fields)}.`;
};

function kindOf(text: string, { fields }: FixContext): { field: string; what: string } | undefined {
  if (text === '') return undefined;
  const word = text.toLowerCase();
  return (
    kinds.find(({ is }) => is(text)) ??
    listed.find(({ field }) => {
      const values = valuesOf(field, fields.get(field)?.schema ?? {}) ?? [];
      return values.some((each) => each.toLowerCase() === word && each !== 'Other');
    })
  );
}

/** Recognises an Eircode where only a postcode of the United Kingdom is accepted. */
export const eircode: FixRule = (context) =>
  formatOf(context) === 'postcode-uk' &&
  typeof context.value === 'string' &&
  isPostcodeUkOrIreland(context.value.trim())
    ? 'Send the postcode of the receiving site, such as TC1 2AB: an Eircode is accepted for carriers, brokers and dealers only.'
    : undefined;
