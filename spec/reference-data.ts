import containerTypes from './reference-data/container-types.json' with { type: 'json' };
import disposalOrRecoveryCodes from './reference-data/disposal-or-recovery-codes.json' with { type: 'json' };
import ewcChapters from './reference-data/ewc-chapters.json' with { type: 'json' };
import ewcEntries from './reference-data/ewc-codes.json' with { type: 'json' };
import ewcSubChapters from './reference-data/ewc-sub-chapters.json' with { type: 'json' };
import hazardousPropertyCodes from './reference-data/hazardous-property-codes.json' with { type: 'json' };
import popNames from './reference-data/pop-names.json' with { type: 'json' };

/** An entry of the List of Waste, in the shape that `GET /reference-data/ewc-codes` answers with. */
export interface EwcCode {
  code: string;
  isHazardous: boolean;
  entryTypeDesc: string;
  chapter: string;
  subChapter: string;
  description: string;
}

/** The five code lists in list order, each entry in its wire shape. Source: `reference-data` in sources.yaml. */
export interface ReferenceData {
  ewcCodes: EwcCode[];
  hazardousPropertyCodes: { code: string; shortDesc: string; longDesc: string }[];
  disposalOrRecoveryCodes: { code: string; isNotRecoveryToFinalProduct: boolean; description: string }[];
  containerTypes: { code: string; description: string }[];
  popNames: { code: string; chemicalName: string }[];
}

const entryTypes: Readonly<Record<string, string>> = {
  AN: 'Absolute non-hazardous',
  AH: 'Absolute hazardous',
  MN: 'Mirror non-hazardous',
  MH: 'Mirror hazardous',
};

const chapters: Readonly<Record<string, string>> = ewcChapters;
const subChapters: Readonly<Record<string, string>> = ewcSubChapters;

function toEwcCode({ code, entryType, description }: (typeof ewcEntries)[number]): EwcCode {
  const entryTypeDesc = entryTypes[entryType];
  const chapter = chapters[code.slice(0, 2)];
  const subChapter = subChapters[code.slice(0, 4)];
  if (entryTypeDesc === undefined || chapter === undefined || subChapter === undefined) {
    throw new Error(`spec/reference-data: EWC code ${code} has no entry type, chapter or sub-chapter of its own`);
  }
  return { code, isHazardous: entryType.endsWith('H'), entryTypeDesc, chapter, subChapter, description };
}

export const referenceData: ReferenceData = {
  ewcCodes: ewcEntries.map(toEwcCode),
  hazardousPropertyCodes,
  disposalOrRecoveryCodes,
  containerTypes,
  popNames,
};

/** The codes whose entry is hazardous, absolute or mirror. They decide whether a consignment code is asked for. */
export const hazardousEwcCodes: ReadonlySet<string> = new Set(
  referenceData.ewcCodes.filter((entry) => entry.isHazardous).map((entry) => entry.code),
);

/** The lists that a field may be bound to by the `x-code-list` keyword, by name: their codes in list order. */
export const codeLists: Readonly<Record<string, readonly string[]>> = {
  'ewc-codes': referenceData.ewcCodes.map((entry) => entry.code),
  'hazardous-property-codes': hazardousPropertyCodes.map((entry) => entry.code),
  'disposal-or-recovery-codes': disposalOrRecoveryCodes.map((entry) => entry.code),
  'container-types': containerTypes.map((entry) => entry.code),
  'pop-names': popNames.map((entry) => entry.code),
};
