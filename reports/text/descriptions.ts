import { join } from 'node:path';
import { readYaml } from '../../spec/contract/read-document.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { firstFew } from './labels.ts';

/** A note of the mock as sentences: the field it is about, what is known, and the likely fix. */
export function describeNote({ key, text, fix }: Note): string {
  const about = key === undefined || text.includes(key) ? text : `${key}: ${text}`;
  return fix === undefined ? about : `${about} Likely fix: ${fix}`;
}

interface Source {
  title: string;
  date: string;
  certainty: string;
}

// The list is part of the contract's data, and read once as the templates are.
const { sources } = readYaml(join(import.meta.dirname, '..', '..', 'spec', 'sources.yaml')) as unknown as {
  sources: Partial<Record<string, Source>>;
};

/** What a source id stands for: title, date and how sure it is. An unknown id stays as it is. */
export function describeSource(id: string): string {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  return source === undefined ? id : `${source.title} (${source.date}, ${source.certainty})`;
}

const maxHosts = 3;

/** What the product talked to: the mock, at the address that the requests themselves name. */
export function describeTarget({ exchanges, settings }: Pick<Rehearsal, 'exchanges' | 'settings'>): string {
  const hosts = new Set(exchanges.flatMap(({ request }) => request.headers['host'] ?? []));
  const address = hosts.size === 0 ? '' : `, at ${firstFew([...hosts], maxHosts)}`;
  return `${isWatched({ settings }) ? 'Watched traffic with a mock' : 'A mock'} of the service${address}`;
}

/** Says by which contract the mock answered: its rule set and its date. */
export function describeRules({ ruleSet, asOf }: Pick<Rehearsal['settings'], 'ruleSet' | 'asOf'>): string {
  return `${ruleSet}, as of ${asOf}`;
}

/** True of traffic that nobody asked for. No driver goes by this name. */
export function isWatched({ settings }: Pick<Rehearsal, 'settings'>): boolean {
  return settings.driver === 'watch';
}
