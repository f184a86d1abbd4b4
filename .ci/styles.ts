/** Compiles our selection of GOV.UK Frontend to the stylesheet of the pages. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

const styles = join(import.meta.dirname, '..', 'reports', 'html', 'styles');
export const stylesFile = join(styles, 'govuk.css');

/** Returns the compiled stylesheet. Its list of components decides what is in it. */
export function compileStyles(): string {
  const frontend = dirname(fileURLToPath(import.meta.resolve('govuk-frontend/package.json')));
  const { css } = compile(join(styles, 'govuk.scss'), {
    loadPaths: [join(frontend, 'dist')],
    style: 'compressed',
    charset: false,
    quietDeps: true,
  });
  return `${css}\n`;
}

if (import.meta.main) writeFileSync(stylesFile, compileStyles());
