import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import nunjucks from 'nunjucks';

const require = createRequire(import.meta.url);

/** How every page is written, whether its templates are compiled now or were when the package was built. */
export const templateOptions = {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
} as const;

/** Where the build puts the templates of a folder, compiled: they stand in the place of the templates. */
export const compiledTemplates = 'compiled.cjs';

/** The page templates of a folder, with the GOV.UK components beside them. Text is escaped unless a template says otherwise. */
export function templatesIn(folder: string): nunjucks.Environment {
  const compiled = join(folder, compiledTemplates);
  const loader = existsSync(compiled)
    ? new CompiledLoader(require(compiled))
    : new nunjucks.FileSystemLoader([folder, frontend()], { noCache: false });
  return new nunjucks.Environment(loader, templateOptions);
}

/** Asked of the module loader, for in an installed package the components lie beside us, not inside. */
export function frontend(): string {
  return join(dirname(require.resolve('govuk-frontend/package.json')), 'dist');
}

class CompiledLoader extends nunjucks.PrecompiledLoader {
  /** A component calls its own parts by their place beside it, which is part of a name here and no path. */
  override resolve(from: string, to: string): string {
    return posix.join(posix.dirname(from), to);
  }
}
