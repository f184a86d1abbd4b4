import containerTypes from '../reference-data/container-types.json' with { type: 'json' };
import disposalOrRecoveryCodes from '../reference-data/disposal-or-recovery-codes.json' with { type: 'json' };
import ewcChapters from '../reference-data/ewc-chapters.json' with { type: 'json' };
import ewcEntries from '../reference-data/ewc-codes.json' with { type: 'json' };
import ewcSubChapters from '../reference-data/ewc-sub-chapters.json' with { type: 'json' };
import hazardousPropertyCodes from '../reference-data/hazardous-property-codes.json' with { type: 'json' };
import popNames from '../reference-data/pop-names.json' with { type: 'json' };
import { appliesOn, type Dated } from './dates.ts';

/** An entry of the List of Waste, in the shape of `GET /reference-data/ewc-codes`. */
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

/** An EWC code as stored in this project, without what can be derived from the code. */
interface StoredEwcCode {
  code: string;
  entryType: string;
  description: string;
}

/** A list as stored in this project. An entry without dates applies from the first known date, and still does. */
type StoredList<T> = readonly (T & Partial<Dated>)[];

export type StoredLists = { ewcCodes: StoredList<StoredEwcCode> } & {
  [List in Exclude<keyof ReferenceData, 'ewcCodes'>]: StoredList<ReferenceData[List][number]>;
};

/** The code lists of a date, and lookups on them. */
export interface CodeLists {
  referenceData: ReferenceData;
  /** The codes whose entry is hazardous, absolute or mirror. They decide whether a consignment code is required. */
  hazardousEwcCodes: ReadonlySet<string>;
  /** The lists that a field may be bound to by the `x-code-list` keyword, by name: their codes in list order. */
  codeLists: Readonly<Record<string, readonly string[]>>;
}

const storedLists: StoredLists = {
  ewcCodes: ewcEntries,
  hazardousPropertyCodes,
  disposalOrRecoveryCodes,
  containerTypes,
  popNames,
};

const entryTypes: Readonly<Record<string, string>> = {
  AN: 'Absolute non-hazardous',
  AH: 'Absolute hazardous',
  MN: 'Mirror non-hazardous',
  MH: 'Mirror hazardous',
};

const chapters: Readonly<Record<string, string>> = ewcChapters;
const subChapters: Readonly<Record<string, string>> = ewcSubChapters;

function toEwcCode({ code, entryType, description }: StoredEwcCode): EwcCode {
  const entryTypeDesc = entryTypes[entryType];
  const chapter = chapters[code.slice(0, 2)];
  const subChapter = subChapters[code.slice(0, 4)];
  if (entryTypeDesc === undefined || chapter === undefined || subChapter === undefined) {
    throw new Error(`spec/reference-data: EWC code ${code} has no entry type, chapter or sub-chapter of its own`);
  }
  return { code, isHazardous: entryType.endsWith('H'), entryTypeDesc, chapter, subChapter, description };
}

/** Returns the code lists of a date. */
export function listsOn(date: string, lists: StoredLists = storedLists): CodeLists {
  const isDated = datesOfLists(lists).length > 0;
  return lists === storedLists && !isDated ? newestLists : toCodeLists(lists, date);
}

/** Returns the dates of the entries that have any. */
export function datesOfLists(lists: StoredLists = storedLists): Dated[] {
  const entries = Object.values(lists).flatMap((list: StoredList<object>) => list);
  return entries.flatMap(({ since = always, until }) => {
    if (until !== undefined) return [{ since, until }];
    return since === always ? [] : [{ since }];
  });
}

/** Before every date. */
const always = '0000';

function toCodeLists(lists: StoredLists, date: string): CodeLists {
  const on = <T>(list: StoredList<T>): T[] =>
    list.flatMap(({ since = always, until, ...entry }) => {
      const dates = until === undefined ? { since } : { since, until };
      return appliesOn(date, dates) ? [entry as T] : [];
    });
  const referenceData: ReferenceData = {
    ewcCodes: on<StoredEwcCode>(lists.ewcCodes).map(toEwcCode),
    hazardousPropertyCodes: on(lists.hazardousPropertyCodes),
    disposalOrRecoveryCodes: on(lists.disposalOrRecoveryCodes),
    containerTypes: on(lists.containerTypes),
    popNames: on(lists.popNames),
  };
  const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  return {
    referenceData,
    hazardousEwcCodes: new Set(codesOf(referenceData.ewcCodes.filter((entry) => entry.isHazardous))),
    codeLists: {
      'ewc-codes': codesOf(referenceData.ewcCodes),
      'hazardous-property-codes': codesOf(referenceData.hazardousPropertyCodes),
      'disposal-or-recovery-codes': codesOf(referenceData.disposalOrRecoveryCodes),
      'container-types': codesOf(referenceData.containerTypes),
      'pop-names': codesOf(referenceData.popNames),
    },
  };
}

/** The newest lists. */
export const newestLists = toCodeLists(storedLists, '9999');

export const { referenceData, hazardousEwcCodes, codeLists } = newestLists;
