import { codeLists, referenceData } from '../../spec/contract/reference-data.ts';

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

/** Longer texts are not searched: no field of a receipt that means a code is. */
const longest = 400;

/**
 * The codes of a list that a text may have meant: the same but for case, spaces, dots and dashes, codes inside a
 * sentence, or entries whose description has the text in it. At most three.
 */
export function suggestCodes(listName: string, text: string): string[] {
  const codes = codeLists[listName] ?? [];
  const short = text.slice(0, longest);
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
