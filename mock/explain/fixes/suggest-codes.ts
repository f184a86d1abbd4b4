import { codeLists, referenceData } from '../../../spec/contract/reference-data.ts';
import { nearestName } from '../../../spec/nearest-name.ts';

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

/** The maximum number of codes that a text may mean. */
const maxCodes = 3;

/**
 * Returns the codes of a list that a text may mean: the same except for case, spaces, dots, dashes and zeros, codes
 * inside a sentence, entries whose description contains the text, or a code or a word with a few letters different. At
 * most three.
 */
export function suggestCodes(listName: string, text: string): string[] {
  const codes = codeLists[listName] ?? [];
  const short = text.slice(0, maxTextLength);
  const same = codes.filter((code) => bare(code) === bare(short) || withoutZeros(code) === withoutZeros(short));
  if (same.length > 0) return same.slice(0, maxCodes);
  const numbered = numberedCodes(listName, short, codes);
  if (numbered.length > 0) return numbered;
  const tokens = new Set(short.toUpperCase().split(/[^A-Z0-9_]+/));
  const inside = codes.filter((code) => tokens.has(code));
  if (inside.length > 0) return inside.slice(0, maxCodes);
  const asked = plain(short);
  if (asked.length < 3) return [];
  const described = describedAs(listName, asked);
  return described.length > 0 ? described : nearly(listName, asked, codes);
}

function describedAs(listName: string, asked: string): string[] {
  const spellings = [asked, asked.replace(/(?<=\w{2})s$/, '')];
  return (words[listName] ?? [])
    .filter(({ text }) => spellings.some((each) => plain(text).includes(each) || each.includes(plain(text))))
    .slice(0, maxCodes)
    .map(({ code }) => code);
}

/** Longer lists have too many words to compare all of them with each text. */
const maxNearly = 40;

/** Finds a code of letters, or a word of a description, despite a typing error. */
function nearly(listName: string, asked: string, codes: readonly string[]): string[] {
  if (asked.includes(' ') || asked.length < 4 || /\d/.test(asked)) return [];
  const code = nearestName(asked, codes);
  if (code !== undefined) return [code];
  if (codes.length > maxNearly) return [];
  const byWord = (words[listName] ?? []).flatMap((entry) =>
    plain(entry.text)
      .split(' ')
      .filter((word) => word.length > 3)
      .map((word) => ({ word, code: entry.code })),
  );
  const word = nearestName(
    asked,
    byWord.map((entry) => entry.word),
  );
  return [...new Set(byWord.filter((entry) => entry.word === word).map((entry) => entry.code))].slice(0, maxCodes);
}

/** Hazardous properties by number: one alone, or after another letter, or those in a text: `4`, `H4`, `HP 04, harmful`. */
function numberedCodes(listName: string, text: string, codes: readonly string[]): string[] {
  if (listName !== 'hazardous-property-codes') return [];
  const alone = /^H?P?[\s_.-]*0*(\d{1,2})$/i.exec(text.trim())?.[1];
  const numbers =
    alone === undefined ? [...text.matchAll(/\bHP[\s_.-]?0{0,2}(\d{1,2})\b/gi)].map(([, each]) => each) : [alone];
  return codes.filter((code) => numbers.some((each) => code === `HP_${each}`)).slice(0, maxCodes);
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Removes leading zeros: `R05` is `R5`, and a number without them is the code with them. */
function withoutZeros(text: string): string {
  const plainly = bare(text);
  return plainly === '' ? ' ' : plainly.replace(/(?<!\d)0+(?=\d)/, '');
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
