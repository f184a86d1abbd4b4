import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

interface Source {
  title: string;
  date: string;
  certainty: string;
}

// The list is part of the contract's data, and read once as the templates are.
const { sources } = load(readFileSync(new URL('../spec/sources.yaml', import.meta.url), 'utf8')) as {
  sources: Partial<Record<string, Source>>;
};

/** What a source id stands for: title, date and how sure it is. An unknown id stays as it is. */
export function sourceInWords(id: string): string {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  return source === undefined ? id : `${source.title} (${source.date}, ${source.certainty})`;
}
