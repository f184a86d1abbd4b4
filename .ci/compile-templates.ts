/** Compiles the page templates to code, so that no page has to wait for a compiler. */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import nunjucks from 'nunjucks';
import { compiledTemplates, frontend, sharedTemplates, templateOptions } from '../reports/html/templates.ts';

const environment = new nunjucks.Environment(null, templateOptions);

/** Compiles the templates of one folder, and every component that they call, into a file in another. */
export function compileTemplates(from: string, to: string): void {
  const compiled = new Map<string, string>();
  const left = globSync('*.njk', { cwd: from });
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (compiled.has(name)) continue;
    const text = readFileSync(placeOf(name, [from, sharedTemplates, frontend()]), 'utf8');
    compiled.set(name, nunjucks.precompileString(text, { name, env: environment, wrapper: codeOf }));
    left.push(...calledIn(text, name));
  }
  const entries = [...compiled].map(([name, code]) => `${JSON.stringify(name)}: (() => {\n${code}\n})(),\n`);
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, compiledTemplates), `module.exports = {\n${entries.join('')}};\n`);
}

function codeOf([each]: { name: string; template: string }[]): string {
  return each?.template ?? '';
}

/** Returns every template name that another template includes, imports or extends. */
function calledIn(text: string, name: string): string[] {
  return [...text.matchAll(/["']([^"'\s]+\.njk)["']/g)].map(([, called = '']) =>
    /^\.{1,2}\//.test(called) ? posix.join(posix.dirname(name), called) : called,
  );
}

function placeOf(name: string, folders: readonly string[]): string {
  const folder = folders.find((each) => existsSync(join(each, name)));
  if (folder === undefined) throw new Error(`there is no template ${name} in ${folders.join(' or ')}`);
  return join(folder, name);
}
