/** Builds the package: `dist/` holds the compiled folders and the files that they read. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParsedCopy, parsedCopyOf, readDocument } from '../spec/contract/read-document.ts';
import { compileTemplates } from './compile-templates.ts';
import { precompileContracts } from './precompile-contracts.ts';

process.chdir(join(import.meta.dirname, '..'));
rmSync('dist', { recursive: true, force: true });
const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'));
execFileSync(process.execPath, [join(dirname(compiler), 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
// Everything else that the compiled code reads.
const folders = '{spec,mock,scenarios,runner,reports}';
for (const file of globSync(`${folders}/**/*.{yaml,json,css,js}`, { exclude: ['**/fixtures/**'] })) {
  cpSync(file, join('dist', file));
}
// The command loads the sources in a checkout, and the compiled files here.
const command = join('dist', 'runner', 'rehearse.js');
writeFileSync(command, readFileSync(command, 'utf8').replace("'./main.ts'", "'./main.js'"));
chmodSync(command, 0o755);
// The documents derived from the published one are precompiled together.
for (const file of globSync('dist/{spec,spec/overlays,spec/unofficial-claims,mock/control}/*.yaml', {
  exclude: ['**/receipt-api.yaml'],
})) {
  writeFileSync(parsedCopyOf(file), JSON.stringify(readDocument(file) satisfies ParsedCopy));
}
for (const folder of globSync(`${folders}/**/templates`)) compileTemplates(folder, join('dist', folder));
precompileContracts(join('dist', 'spec', 'contract'));
