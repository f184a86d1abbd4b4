import { codeOfReasonSentence } from '../../../spec/contract/observed-conditions.ts';
import { codeLists } from '../../../spec/contract/reference-data.ts';
import { isObject, type JsonValue } from '../../../spec/json.ts';
import { nearestName } from '../../../spec/nearest-name.ts';
import { typeOf } from './contract-fields.ts';
import { takes, valuesOf } from './examples.ts';
import { either, type FixContext, type FixRule, normalizeName, quoted, schemaOf } from './fix-rule.ts';
import { suggestCodes } from './suggest-codes.ts';

export const reasonSentence: FixRule = ({ name, value }) => {
  const code =
    name === 'reasonForNoConsignmentCode' && typeof value === 'string' ? codeOfReasonSentence(value) : undefined;
  return code === undefined
    ? undefined
    : `Send the code ${code}. The published schema lists the sentences, the service accepts the codes.`;
};

/** Words of the trade for the values of short lists, in lower-case letters and digits only. */
const meanings: readonly { value: string; words: RegExp }[] = [
  {
    value: 'Road',
    words: /^(?:by)?(?:roads?|lorry|lorries|trucks?|hgv|lgv|vans?|vehicles?|cars?|highway|haulage|skiplorry|tipper)$/,
  },
  { value: 'Rail', words: /^(?:by)?(?:rails?|railways?|trains?)$/ },
  { value: 'Air', words: /^(?:by)?(?:air|planes?|aircraft|aeroplane|airfreight|flight)$/ },
  { value: 'Sea', words: /^(?:by)?(?:seas?|ships?|vessels?|boats?|ferry|marine|maritime|ocean)$/ },
  { value: 'Inland Waterway', words: /^(?:by)?(?:inlandwaterways?|waterways?|inlandwater|barges?|canals?|rivers?)$/ },
  { value: 'Piped', words: /^(?:by)?(?:pipes?|piped|pipelines?)$/ },
  { value: 'Other', words: /^(?:others?|misc|miscellaneous|else)$/ },
  { value: 'Tonnes', words: /^(?:t|te|tn|tne|tonnes?|tons?|metrictons?|metrictonnes?|mt)$/ },
  { value: 'Kilograms', words: /^(?:kgs?|kgm|kilos?|kilogra?m{1,2}e?s?)$/ },
  { value: 'Grams', words: /^(?:g|gr|grm|gms?|gramm?e?s?)$/ },
  { value: 'Gas', words: /^(?:gas|gases|gaseous|vapou?rs?)$/ },
  { value: 'Liquid', words: /^(?:l|liquids?|fluids?|aqueous)$/ },
  { value: 'Solid', words: /^(?:s|solids?)$/ },
  { value: 'Powder', words: /^(?:powders?|powdery|dusts?|dusty)$/ },
  { value: 'Sludge', words: /^(?:sludges?|sludgy|slurry|slurries|pastes?|pasty)$/ },
  { value: 'Mixed', words: /^(?:mix|mixed|mixtures?|various)$/ },
  { value: 'OWN_TESTING', words: /^(?:own|test|tests|tested|testing|owntests?|lab|laboratory|analysis|analysed)$/ },
  { value: 'PROVIDED_WITH_WASTE', words: /^(?:provided|supplied|withwaste|producer|consignor|paperwork|documents?)$/ },
  { value: 'NOT_PROVIDED', words: /^(?:none|unknown|na|notavailable|notknown|notsupplied|missing)$/ },
  { value: 'ON_SITE', words: /^(?:on|same)?sites?$/ },
  { value: 'HOUSEHOLD', words: /^(?:householder|households?|domestic|private|resident)$/ },
  { value: 'ONE_OFF', words: /^(?:oneoff|single|occasional)$/ },
  { value: '>', words: /^(?:gt|gte|morethan|greaterthan|above|over)$/ },
  { value: '<', words: /^(?:lt|lte|lessthan|below|under)$/ },
];

/** Returns the value of a list that a text means: another spelling, a word of the trade, or a typing error. */
export function valueMeant(text: string, values: readonly string[]): string | undefined {
  const plain = text.normalize('NFKC').replace('≥', '>').replace('≤', '<');
  const word = normalizeName(plain);
  const sign = /^\s*(?:&([gl])t;|([<>])+=?)\s*$/i.exec(plain);
  const operator = sign && (sign[2] ?? (sign[1]?.toLowerCase() === 'g' ? '>' : '<'));
  const meaning = meanings.find((each) => values.includes(each.value) && each.words.test(word));
  return (
    values.find((each) => each === operator || (word !== '' && normalizeName(each) === word)) ??
    meaning?.value ??
    (word.length > 3 ? nearestName(word.slice(0, 60), values) : undefined)
  );
}

/** Returns the values of a short list that a text is not one of; undefined for any other issue. */
function listBroken({ issue, fieldName, fields, value }: FixContext): readonly string[] | undefined {
  const values = valuesOf(fieldName, fields.get(fieldName)?.schema ?? {});
  const isWrong = issue.errorType !== 'NotAllowed' && typeof value === 'string' && value.trim() !== '';
  return isWrong && values?.includes(value) === false ? values : undefined;
}

/** Suggests the member of a short list that a value means. */
export const memberMeant: FixRule = (context) => {
  const values = listBroken(context);
  const text = context.value;
  const meant = values && typeof text === 'string' ? valueMeant(text, values) : undefined;
  if (meant === undefined || typeof text !== 'string') return undefined;
  return normalizeName(meant) === normalizeName(text) && /\w/.test(meant)
    ? `Send ${meant}: case and spaces matter.`
    : `Send ${meant}, not ${quoted(text)}.`;
};

/** Returns the reference list that a value is not on, and the value as text. */
function codeListBroken(context: FixContext): { list: string; text: string } | undefined {
  const list = schemaOf(context)?.['x-code-list'];
  const { value, issue } = context;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof list !== 'string' || issue.errorType === 'NotProvided') return undefined;
  return typeof text === 'string' && text.trim() !== '' ? { list, text } : undefined;
}

/** Suggests the codes of a reference list that a value may mean. */
export const codeMeant: FixRule = (context) => {
  const broken = codeListBroken(context);
  const codes = broken ? suggestCodes(broken.list, broken.text) : [];
  if (codes.length === 0) return undefined;
  return typeof context.value === 'number'
    ? `Send the code as text, in quotes: ${either(codes.map((code) => JSON.stringify(code)))}.`
    : `Send the code, not words or another spelling: ${codes.join(' or ')}.`;
};

/** Names the codes of the list, for a value that means none of them. */
export const codesOfList: FixRule = (context) => {
  const broken = codeListBroken(context);
  return broken && codesThereAre(broken.list, broken.text);
};

/** Longer lists are not told in a fix. */
const maxShown = 40;

function codesThereAre(list: string, text: string): string {
  const codes = codeLists[list] ?? [];
  if (codes.length > 0 && codes.length <= maxShown)
    return `Send one of ${codes.join(', ')} (GET /reference-data/${list}).`;
  return list === 'ewc-codes' ? ewcCodesNear(text, codes) : `Use a code from GET /reference-data/${list}.`;
}

/** Says which part of a code the List of Waste does not have, and what it has there. */
function ewcCodesNear(text: string, codes: readonly string[]): string {
  const digits = text.replace(/[\s.*-]/g, '');
  const from = ' (GET /reference-data/ewc-codes)';
  if (!/^\d{2,}$/.test(digits)) return `Send a code of six digits, such as 170904${from}.`;
  const [chapter, subChapter] = [digits.slice(0, 2), digits.slice(0, 4)];
  const inChapter = codes.filter((code) => code.startsWith(chapter));
  if (inChapter.length === 0) {
    return `The List of Waste has no chapter ${chapter}: a code begins with 01 to ${codes.at(-1)?.slice(0, 2)}${from}.`;
  }
  const inside = codes.filter((code) => code.startsWith(subChapter));
  if (digits.length < 4 || inside.length === 0) {
    const subChapters = [...new Set(inChapter.map((code) => code.slice(0, 4)))];
    return `Chapter ${chapter} of the List of Waste has the sub-chapters ${subChapters.join(', ')}: send six digits that begin so${from}.`;
  }
  return `Sub-chapter ${subChapter} of the List of Waste has ${either(inside)}${from}.`;
}

/** Suggests a list, where one value or prose was sent. */
export const listWanted: FixRule = (context) => {
  const { value, fields, fieldName } = context;
  const schema = schemaOf(context);
  if (
    schema === undefined ||
    typeOf(schema) !== 'array' ||
    value === undefined ||
    Array.isArray(value) ||
    value === null
  )
    return undefined;
  const list = isObject(schema['items']) ? schema['items']['x-code-list'] : undefined;
  if (typeof list === 'string' && (typeof value === 'string' || typeof value === 'number')) {
    const codes = suggestCodes(list, String(value));
    if (codes.length > 0) return `Send a list of codes: ${JSON.stringify(codes)}.`;
  }
  const entry = fields.get(`${fieldName}.*`);
  if (entry === undefined) return undefined;
  const alone = entryOf(value, typeOf(entry.schema));
  return alone === undefined || typeof list === 'string'
    ? `Send ${takes(fieldName, fields)}, even for one entry.`
    : `Send a list, even for one entry: [${quoted(alone)}].`;
};

/** Returns a value as the only entry of a list; undefined where it is not of the entries' type. */
function entryOf(value: JsonValue, type: string): JsonValue | undefined {
  if (type === 'object') return isObject(value) && Object.keys(value).length > 0 ? value : undefined;
  if (type === 'string') return typeof value === 'string' && value !== '' ? value : undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
