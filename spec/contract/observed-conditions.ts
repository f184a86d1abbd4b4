import { join } from 'node:path';
import { appliesOn, type Dated, latestOf } from './dates.ts';
import { readYaml } from './read-document.ts';

/** A check of the running service that a schema cannot express. */
interface ObservedCondition extends Dated {
  /** Names of fields, `*` for every element of a list. */
  fields: string[];
  service: string;
  document: string;
  source: string;
}

/** A known defect of the running service. */
interface ObservedDefect extends Dated {
  service: string;
  /** The behaviour of a repaired service. */
  repaired: string;
  source: string;
}

/** What an answer of the running service holds beside its status and body. */
interface ObservedAnswer extends Dated {
  service: string;
  source: string;
}

/** A source that this project's contract rests on. */
export interface Source {
  title: string;
  date: string;
  certainty: 'published' | 'observed' | 'unofficial' | 'assumed';
}

interface ConditionsFile {
  conditions: Record<string, ObservedCondition>;
  answers: Record<string, ObservedAnswer>;
}

let conditionsFile: ConditionsFile | undefined;
let defectList: Record<string, ObservedDefect> | undefined;
let sourceList: Record<string, Source> | undefined;

/** Returns the conditions of `conditions.yaml`, by id. Read on first use. */
export function observedConditions(): Readonly<Record<string, ObservedCondition>> {
  return readConditions().conditions;
}

/** Returns the answers of `conditions.yaml`, by id. Reads them on first use. */
export function observedAnswers(): Readonly<Record<string, ObservedAnswer>> {
  return readConditions().answers;
}

function readConditions(): ConditionsFile {
  conditionsFile ??= read('conditions.yaml') as ConditionsFile;
  return conditionsFile;
}

/** Returns the defects of `defects.yaml`, by id. Read on first use. */
export function observedDefects(): Readonly<Record<string, ObservedDefect>> {
  defectList ??= (read('defects.yaml') as { defects: Record<string, ObservedDefect> }).defects;
  return defectList;
}

/** Returns the sources of `sources.yaml`, by id. Read on first use. */
function sources(): Readonly<Record<string, Source>> {
  sourceList ??= (read('sources.yaml') as { sources: Record<string, Source> }).sources;
  return sourceList;
}

/** Returns a source of `sources.yaml`. */
export function sourceOf(id: string): Source {
  const source = sources()[id];
  if (source === undefined) throw new Error(`there is no source "${id}" in spec/sources.yaml`);
  return source;
}

/** Returns the ids of the conditions, of the answers and of the defects that apply on a date. */
export function rulesOn(date: string, { defects: withDefects }: { defects: boolean }): ReadonlySet<string> {
  const dated = [
    ...Object.entries(observedConditions()),
    ...Object.entries(observedAnswers()),
    ...(withDefects ? Object.entries(observedDefects()) : []),
  ];
  return new Set(dated.filter(([, entry]) => appliesOn(date, entry)).map(([id]) => id));
}

/** Returns the dates of the conditions, and of the defects: of all that may decide about a receipt. */
export function datesOfRules({ defects: withDefects }: { defects: boolean }): Dated[] {
  return [observedConditions(), withDefects ? observedDefects() : {}].flatMap((list) => Object.values<Dated>(list));
}

/** Returns the date of the oldest observation of the service: nothing is known of earlier dates. */
export function firstKnownDate(): string {
  const dates = observationDates().toSorted();
  return dates[0] ?? '';
}

/** Returns the newest date that an observation, a condition, an answer or a defect has, or one of the `others`. */
export function newestKnownDate(others: readonly Dated[] = []): string {
  const known = [observedConditions(), observedAnswers(), observedDefects()].flatMap((list) => Object.values(list));
  const dated = [...known, ...others];
  return latestOf([...observationDates(), ...dated.flatMap(({ since, until }) => [since, until ?? since])]) ?? '';
}

function observationDates(): string[] {
  return Object.values(sources()).flatMap(({ certainty, date }) => (certainty === 'observed' ? [date] : []));
}

function read(name: string): unknown {
  return readYaml(join(import.meta.dirname, '..', name));
}

/**
 * The sentences that the published schema lists as reasons (oas-2026-06), and the codes that the service accepts
 * instead.
 */
const codeOfSentence: ReadonlyMap<string, string> = new Map([
  ['non-haz waste transfer', 'NON_HAZ_WASTE_TRANSFER'],
  ['no documentation provided with waste', 'NO_DOC_WITH_WASTE'],
  ['household waste recycling centre receipt', 'HWRC_RECEIPT'],
]);

/** Returns the code that a sentence of the published schema means, in any case; undefined for any other text. */
export function codeOfReasonSentence(text: string): string | undefined {
  return codeOfSentence.get(text.trim().toLowerCase());
}
