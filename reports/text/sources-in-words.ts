import { join } from 'node:path';
import { readYaml } from '../../spec/contract/read-yaml.ts';

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
