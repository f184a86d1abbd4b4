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
// Everything that the compiled code reads beside itself.
const rooms = '{spec,mock,scenarios,runner,reports}';
for (const file of globSync(`${rooms}/**/*.{yaml,json,njk,css,js}`, { exclude: ['**/fixtures/**'] })) {
  cpSync(file, join('dist', file));
}
