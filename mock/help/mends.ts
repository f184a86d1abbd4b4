import { fieldName } from '../../spec/fields.ts';
import { formats } from '../../spec/formats.ts';
import { isObject, type JsonObject, type JsonValue } from '../../spec/json.ts';
import type { LocatedIssue } from '../rules/located-issue.ts';
import { presentName } from './retired-names.ts';
import { suggestCodes } from './suggest-code.ts';

/** What a mend is looked for with. */
export interface Ailing {
  issue: LocatedIssue;
  /** The last step of the path: the field's own name, or its index in a list. */
  name: string;
  /** The name of the field around it, indexes as `*`. */
  holder: string;
  value: JsonValue | undefined;
  /** The object or list around the field. */
  around: JsonValue | undefined;
  /** Every field that the contract knows, by name. */
  knownFields: readonly string[];
}

type Mend = (ailing: Ailing) => string | undefined;

const sentences: Readonly<Record<string, string>> = {
  'non-haz waste transfer': 'NON_HAZ_WASTE_TRANSFER',
  'no documentation provided with waste': 'NO_DOC_WITH_WASTE',
  'household waste recycling centre receipt': 'HWRC_RECEIPT',
};

const keywordOf = ({ issue }: Ailing) => (issue.cause.kind === 'schema' ? issue.cause.breach.keyword : undefined);
const listOf = ({ issue }: Ailing) => {
  const limit = issue.cause.kind === 'schema' ? issue.cause.breach.schema['x-code-list'] : undefined;
  return typeof limit === 'string' ? limit : undefined;
};

/** A name of older documents. Looked for before anything else: the old field is unknown, and the new one missing. */
const renamed: Mend = ({ name, holder, issue }) => {
  const now = issue.errorType === 'NotAllowed' ? presentName(name, holder) : undefined;
  return now === undefined ? undefined : `The field is from an older document. It is now ${now}.`;
};

/** A missing field whose value was sent under its old name, or under nearly its name. */
const sentUnderAnotherName: Mend = (ailing) => {
  const { name, holder, issue, around } = ailing;
  if (issue.errorType !== 'NotProvided' || !isObject(around)) return undefined;
  const sent = Object.keys(around).find((key) => {
    return presentName(key, holder)?.split(/[ ,]/, 1)[0] === name || (key !== name && isNearly(key, name));
  });
  return sent === undefined ? undefined : `It was sent as ${sent}: call it ${name}.`;
};

/** The same name in another case, or a known name that stands elsewhere: flat bodies. */
const misplaced: Mend = (ailing) => {
  const { name, holder, knownFields } = ailing;
  if (keywordOf(ailing) !== 'additionalProperties') return undefined;
  const below = (field: string) => (holder === '' ? field : `${holder}.${field}`);
  const similar = (field: string) => isNearly(name, field.slice(field.lastIndexOf('.') + 1));
  const here = knownFields.find((field) => field === below(field.slice(field.lastIndexOf('.') + 1)) && similar(field));
  if (here !== undefined) return `Call it ${here.slice(here.lastIndexOf('.') + 1)}: names are case-sensitive.`;
  const elsewhere = knownFields.filter(similar).slice(0, 2);
  if (elsewhere.length > 0) return `It belongs elsewhere: ${elsewhere.join(' or ')}. A receipt is nested, not flat.`;
  const part = ['carrier', 'brokerOrDealer', 'receiver', 'receipt'].find((each) => bare(name).startsWith(bare(each)));
  if (holder === '' && part !== undefined)
    return `It belongs inside the object ${part}. A receipt is nested, not flat.`;
  return 'Leave it out. `rehearse scenarios R01` shows a receipt with its fields.';
};

const reasonSentence: Mend = ({ name, value }) => {
  const code =
    name === 'reasonForNoConsignmentCode' && typeof value === 'string'
      ? sentences[value.trim().toLowerCase()]
      : undefined;
  return code === undefined
    ? undefined
    : `Send the code ${code}. The published schema lists the sentences, the service takes the codes.`;
};

const oneOf: Mend = ({ issue, value }) => {
  const limit =
    issue.cause.kind === 'schema' && issue.cause.breach.keyword === 'enum' ? issue.cause.breach.limit : undefined;
  if (typeof value !== 'string' || !Array.isArray(limit)) return undefined;
  const meant = limit.find((each) => typeof each === 'string' && bare(each) === bare(value));
  return meant === undefined ? undefined : `Send ${meant}: case and spaces count.`;
};

const coded: Mend = (ailing) => {
  const list = listOf(ailing);
  if (list === undefined || typeof ailing.value !== 'string' || ailing.value.trim() === '') return undefined;
  const codes = suggestCodes(list, ailing.value);
  if (codes.length === 0) return `Take a code from GET /reference-data/${list}.`;
  return `Send the code, not words or another spelling: ${codes.join(' or ')}.`;
};

/** Prose where a list of codes is wanted. */
const listWanted: Mend = ({ issue, value, name }) => {
  const schema = issue.cause.kind === 'schema' ? issue.cause.breach.schema : undefined;
  if (schema?.['type'] !== 'array' || value === undefined || Array.isArray(value)) return undefined;
  const list = isObject(schema['items']) ? schema['items']['x-code-list'] : undefined;
  if (typeof value !== 'string' || typeof list !== 'string')
    return `Send a list, also where there is one entry: "${name}": [ … ].`;
  const codes = suggestCodes(list, value);
  return codes.length > 0
    ? `Send a list of codes: ${JSON.stringify(codes)}.`
    : `Send a list of codes from GET /reference-data/${list}.`;
};

/** A value that would pass without the space around it, or in capitals. */
const tidied: Mend = ({ issue, value }) => {
  const format =
    issue.cause.kind === 'schema' && issue.cause.breach.keyword === 'format' ? String(issue.cause.breach.limit) : '';
  const passes = formats[format];
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
    ? 'Use an address at example.com for invented mail: this domain is refused.'
    : undefined;
};

const retyped: Mend = (ailing) => {
  const { value } = ailing;
  if (keywordOf(ailing) !== 'type') return undefined;
  if (value === null) return 'Leave the field out, or give it a value: null is refused here.';
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))
    return `Send the number ${Number(value)}, without quotes.`;
  if (value === 'true' || value === 'false') return `Send ${value}, without quotes.`;
  return typeof value === 'number' ? 'Send it as text, in quotes.' : undefined;
};

const general: Mend = ({ issue, name }) => {
  switch (issue.errorType) {
    case 'NotProvided':
      return `Give ${name === '' ? 'it' : name} a value.`;
    case 'NotAllowed':
      return 'Leave it out.';
    default:
      return 'Send a value that keeps to the rule.';
  }
};

/** In the order they are tried: the most particular first. */
const mends: readonly Mend[] = [
  renamed,
  sentUnderAnotherName,
  misplaced,
  reasonSentence,
  listWanted,
  oneOf,
  coded,
  tidied,
  retyped,
  general,
];

/** What would likely put an issue right, in a sentence or two. Pure. */
export function mendFor(issue: LocatedIssue, receipt: JsonValue | undefined, knownFields: readonly string[]): string {
  const name = String(issue.path.at(-1) ?? '');
  const holder = fieldName(issue.path.slice(0, -1));
  const value = valueAt(receipt, issue.path);
  const around = valueAt(receipt, issue.path.slice(0, -1));
  for (const mend of mends) {
    const text = mend({ issue, name, holder, value, around, knownFields });
    if (text !== undefined) return text;
  }
  return '';
}

function valueAt(receipt: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as JsonObject)[step]
        : undefined,
    receipt,
  );
}

/** The same but for case and signs, or most of it in the same order: `ewcCode` for `ewcCodes`. */
function isNearly(name: string, known: string): boolean {
  const [short, long] = [bare(name), bare(known)].sort((one, other) => one.length - other.length);
  if (short === undefined || long === undefined || short.length < 4 || short.length < long.length * 0.7)
    return short === long;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
