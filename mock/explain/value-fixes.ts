import { stringFormats } from '../../spec/contract/formats.ts';
import { codeOfReasonSentence } from '../../spec/contract/observed-conditions.ts';
import { codeLists, referenceData } from '../../spec/contract/reference-data.ts';
import { isObject } from '../../spec/json.ts';
import { dummyApiCodes } from '../default-data.ts';
import { type FixContext, type FixRule, keywordOf, normalizeName } from './fix-rule.ts';

/** Returns the type that the schema requires. A nullable one is a list of types, null the last. */
const wantedType = ({ issue }: FixContext) =>
  issue.cause.kind === 'schema' ? [issue.cause.violation.schema['type']].flat()[0] : undefined;

const listOf = ({ issue }: FixContext) => {
  const limit = issue.cause.kind === 'schema' ? issue.cause.violation.schema['x-code-list'] : undefined;
  return typeof limit === 'string' ? limit : undefined;
};

/** An API code of no organisation, or of another one than the receipt's. */
export const otherApiCode: FixRule = ({ issue }) => {
  if (issue.cause.kind !== 'condition') return undefined;
  switch (issue.cause.id) {
    case 'api-code-is-known':
      return 'Send an enabled API code of an organisation in this mock: POST /_rehearsal/organisations creates one.';
    case 'same-organisation':
      return 'Send a code of the organisation that the receipt was created for; any of its codes will do.';
    default:
      return undefined;
  }
};

/** The dummy API code that is published with a digit too many, and any other that has one more at its end. */
export const misprintedApiCode: FixRule = ({ name, value }) => {
  if (name !== 'apiCode' || typeof value !== 'string') return undefined;
  const meant = dummyApiCodes.find((code) => value.slice(0, -1).toLowerCase() === code);
  return meant === undefined
    ? undefined
    : `Send ${meant}: the document Testing and Production API Codes gives it with a digit too many.`;
};

export const reasonSentence: FixRule = ({ name, value }) => {
  const code =
    name === 'reasonForNoConsignmentCode' && typeof value === 'string' ? codeOfReasonSentence(value) : undefined;
  return code === undefined
    ? undefined
    : `Send the code ${code}. The published schema lists the sentences, the service accepts the codes.`;
};

export const oneOf: FixRule = ({ issue, value }) => {
  const limit =
    issue.cause.kind === 'schema' && issue.cause.violation.keyword === 'enum' ? issue.cause.violation.limit : undefined;
  if (typeof value !== 'string' || !Array.isArray(limit)) return undefined;
  const meant = limit.find((each) => typeof each === 'string' && normalizeName(each) === normalizeName(value));
  return meant === undefined ? undefined : `Send ${meant}: case and spaces matter.`;
};

export const coded: FixRule = (context) => {
  const list = listOf(context);
  if (list === undefined || typeof context.value !== 'string' || context.value.trim() === '') return undefined;
  const codes = suggestCodes(list, context.value);
  if (codes.length === 0) return `Use a code from GET /reference-data/${list}.`;
  return `Send the code, not words or another spelling: ${codes.join(' or ')}.`;
};

/** Prose instead of a list of codes. */
export const listWanted: FixRule = (context) => {
  const { issue, value, name } = context;
  const schema = issue.cause.kind === 'schema' ? issue.cause.violation.schema : undefined;
  if (wantedType(context) !== 'array' || value === undefined || Array.isArray(value)) return undefined;
  const list = isObject(schema?.['items']) ? schema['items']['x-code-list'] : undefined;
  if (typeof value !== 'string' || typeof list !== 'string')
    return `Send a list, even for one entry: "${name}": [ … ].`;
  const codes = suggestCodes(list, value);
  return codes.length > 0
    ? `Send a list of codes: ${JSON.stringify(codes)}.`
    : `Send a list of codes from GET /reference-data/${list}.`;
};

/** A value that would be valid without the surrounding space, or in capitals. */
export const tidied: FixRule = ({ issue, value }) => {
  const format =
    issue.cause.kind === 'schema' && issue.cause.violation.keyword === 'format'
      ? String(issue.cause.violation.limit)
      : '';
  const passes = stringFormats[format];
  if (passes === undefined || typeof value !== 'string' || value.length > 200) return undefined;
  const tidy = value.trim();
  const tries = [
    tidy,
    tidy.toUpperCase(),
    tidy.replace(/\s+/g, ' '),
    tidy.replace(/\s+/g, ''),
    tidy.replace(/^(.*\S)\s*(\d[A-Za-z]{2})$/, '$1 $2'),
  ];
  const right = tries.find((each) => each !== value && each !== '' && passes(each));
  if (right !== undefined) return `Send ${JSON.stringify(right)}.`;
  return /\.(?:test|example|local|invalid)$/i.test(value)
    ? 'Use an address at example.com for test data: this domain is refused.'
    : undefined;
};

export const retyped: FixRule = (context) => {
  const { value } = context;
  if (keywordOf(context) !== 'type') return undefined;
  if (value === null) return 'Leave the field out, or give it a value: null is refused here.';
  const wanted = wantedType(context);
  const isNumber = wanted === 'number' || wanted === 'integer';
  if (isNumber && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return `Send the number ${Number(value)}, without quotes.`;
  if (wanted === 'boolean' && (value === 'true' || value === 'false')) return `Send ${value}, without quotes.`;
  return wanted === 'string' && typeof value === 'number' ? 'Send it as text, in quotes.' : undefined;
};

const words: Readonly<Record<string, readonly { code: string; text: string }[]>> = {
  'container-types': referenceData.containerTypes.map(({ code, description }) => ({ code, text: description })),
  'pop-names': referenceData.popNames.map(({ code, chemicalName }) => ({ code, text: chemicalName })),
  'hazardous-property-codes': referenceData.hazardousPropertyCodes.map(({ code, shortDesc }) => ({
    code,
    text: shortDesc,
  })),
  'disposal-or-recovery-codes': referenceData.disposalOrRecoveryCodes.map(({ code, description }) => ({
    code,
    text: description,
  })),
  'ewc-codes': referenceData.ewcCodes.map(({ code, description }) => ({ code, text: description })),
};

/** The maximum length of a text to search: no field of a receipt that means a code is longer. */
const maxTextLength = 400;

/**
 * Returns the codes of a list that a text may mean: the same except for case, spaces, dots and dashes, codes inside a
 * sentence, or entries whose description contains the text. At most three.
 */
export function suggestCodes(listName: string, text: string): string[] {
  const codes = codeLists[listName] ?? [];
  const short = text.slice(0, maxTextLength);
  const same = codes.filter((code) => bare(code) === bare(short));
  if (same.length > 0) return same;
  const tokens = new Set(short.toUpperCase().split(/[^A-Z0-9_]+/));
  const inside = codes.filter((code) => tokens.has(code));
  if (inside.length > 0) return inside.slice(0, 3);
  const asked = plain(short);
  if (asked.length < 3) return [];
  const described = (words[listName] ?? []).filter(
    (entry) => plain(entry.text).includes(asked) || asked.includes(plain(entry.text)),
  );
  return described.slice(0, 3).map(({ code }) => code);
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
