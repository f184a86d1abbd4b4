import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';

// Asked of the module loader, for in an installed package the components lie beside us, not inside.
const frontend = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));

/** The page templates of a folder, with the GOV.UK components beside them. Text is escaped unless a template says otherwise. */
export function templatesIn(folder: string): nunjucks.Environment {
  return new nunjucks.Environment(new nunjucks.FileSystemLoader([folder, join(frontend, 'dist')], { noCache: false }), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
}
