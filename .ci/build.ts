/** Builds the package: `dist/` holds the compiled rooms and the files that they read. */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(import.meta.dirname, '..'));
rmSync('dist', { recursive: true, force: true });
const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'));
execFileSync(process.execPath, [join(dirname(compiler), 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
for (const file of globSync(['spec/**/*.yaml', 'reports/*.json', 'reports/templates/**'])) {
  cpSync(file, join('dist', file), { recursive: true });
}
