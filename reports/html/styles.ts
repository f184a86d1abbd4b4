import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'styles');
const shared = ['govuk.css', 'base.css', 'components.css'];

/** Returns the styles that every page has, then those of the named files: the whole of its stylesheet. */
export function stylesWith(...files: readonly string[]): string {
  return [...shared, ...files].map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}
