import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import nunjucks from 'nunjucks';

const require = createRequire(import.meta.url);

/** Options of every template, compiled now or when the package was built. */
export const templateOptions = {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
} as const;

/** The file in which the build puts the compiled templates of a folder, instead of the templates. */
export const compiledTemplates = 'compiled.cjs';

/** The templates that all pages share are in its folder `components`. */
export const sharedTemplates = join(import.meta.dirname, 'templates');

/** Returns the templates of a folder, with the shared and the GOV.UK components. Text is escaped by default. */
export function templatesIn(folder: string): nunjucks.Environment {
  const compiled = join(folder, compiledTemplates);
  const loader = existsSync(compiled)
    ? new CompiledLoader(require(compiled))
    : new nunjucks.FileSystemLoader([...new Set([folder, sharedTemplates]), frontend()], { noCache: false });
  return new nunjucks.Environment(loader, templateOptions);
}

/** Returns the folder of the GOV.UK components. The module loader finds it, because an installed package has it elsewhere. */
export function frontend(): string {
  return join(dirname(require.resolve('govuk-frontend/package.json')), 'dist');
}

class CompiledLoader extends nunjucks.PrecompiledLoader {
  /** Resolves relative template names. Components refer to their parts in this way. */
  override resolve(from: string, to: string): string {
    return posix.join(posix.dirname(from), to);
  }
}
