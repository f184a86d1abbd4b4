import { join } from 'node:path';
import { readYaml } from '../../spec/contract/read-document.ts';
import type { Note } from '../../spec/types/exchange.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { firstFew } from './labels.ts';

/** Returns a note as sentences: field, text and suggested fix. */
export function describeNote({ key, text, fix }: Note): string {
  const about = key === undefined || text.includes(key) ? text : `${key}: ${text}`;
  return fix === undefined ? about : `${about} Suggested fix: ${fix}`;
}

interface Source {
  title: string;
  date: string;
  certainty: string;
  /** An address, or `unknown` or `none`. */
  url: string;
}

// Read once, when the module is loaded.
const { sources } = readYaml(join(import.meta.dirname, '..', '..', 'spec', 'sources.yaml')) as unknown as {
  sources: Partial<Record<string, Source>>;
};

/** Returns title, date and certainty of a source, or the id itself if it is unknown. */
export function describeSource(id: string): string {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  return source === undefined ? id : `${source.title} (${source.date}, ${source.certainty})`;
}

/** A source with its address; empty if this project knows none. */
export interface SourceLink {
  text: string;
  url: string;
}

/** Returns title and address of a source. Addresses come from the list of sources only, never from a rehearsal. */
export function sourceLink(id: string): SourceLink {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  return { text: describeSource(id), url: source?.url.startsWith('https://') === true ? source.url : '' };
}

const maxHosts = 3;

/** Returns what the product called: the mock, at the host that the requests name. */
export function describeTarget({ exchanges, settings }: Pick<Rehearsal, 'exchanges' | 'settings'>): string {
  const hosts = new Set(exchanges.flatMap(({ request }) => request.headers['host'] ?? []));
  const address = hosts.size === 0 ? '' : `, at ${firstFew([...hosts], maxHosts)}`;
  return `${isWatched({ settings }) ? 'Watched traffic with a mock' : 'A mock'} of the service${address}`;
}

/** Returns the contract by which the mock answered: its rule set, its date, and the unofficial page, if there was one. */
export function describeRules({
  ruleSet,
  asOf,
  profile,
}: Pick<Rehearsal['settings'], 'ruleSet' | 'asOf' | 'profile'>): string {
  return `${ruleSet}, as of ${asOf}${profile === undefined ? '' : `, profile ${profile}`}`;
}

/** True if the traffic was watched and no driver was used. */
export function isWatched({ settings }: Pick<Rehearsal, 'settings'>): boolean {
  return settings.driver === 'watch';
}

/** Returns in words how the product was made to act. */
export function describeDriving({ driver }: Pick<Rehearsal['settings'], 'driver'>): string {
  const [kind = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(driver)?.slice(1) ?? [driver];
  switch (kind) {
    case 'exec':
      return `By the command ${rest}`;
    case 'http':
      return `By requests to ${rest}`;
    case 'module':
      return `By the module ${rest}`;
    case 'reference':
      return 'Not at all: this tool’s own client was driven instead';
    case 'watch':
      return 'By hand or by its own schedule: its traffic was watched';
    default:
      return driver;
  }
}
