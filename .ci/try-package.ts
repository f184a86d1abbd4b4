/**
 * Packs the package, installs it into an empty folder as a user does, and runs it there, on the oldest and the newest
 * Node that it supports; then installs it by its name from a registry, and what is committed from its git repository.
 * Needs a registry, so it is not part of the tests.
 */
import { execFile, execFileSync, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const checkout = join(import.meta.dirname, '..');
const versions = ['22.19.0', '24'];
const folder = mkdtempSync(join(tmpdir(), 'receipt-rehearsal-package-'));
const quiet: StdioOptions = ['ignore', 'pipe', 'inherit'];
const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: quiet,
    encoding: 'utf8',
  });

/** Creates a folder with only what npm needs. */
function emptyProject(name: string): string {
  const project = join(folder, name);
  mkdirSync(project);
  // The package called node downloads Node in its own install script.
  const allowScripts = { node: true };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name, version: '1.0.0', private: true, allowScripts }));
  return project;
}

try {
  npm(checkout, 'pack', '--pack-destination', folder);
  const { name, version, devDependencies } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const project = emptyProject('user');
  // The programming interface is used as a vendor does: with a test runner, and with types.
  const tools = ['vitest', 'typescript', '@types/node'].map((tool) => `${tool}@${devDependencies[tool]}`);
  npm(project, 'install', '--ignore-scripts', join(folder, `${name}-${version}.tgz`), ...tools);
  copyOwnTests(project);
  for (const wanted of versions) {
    const home = emptyProject(`node-${wanted}`);
    npm(home, 'install', `node@${wanted}`);
    const node = join(home, 'node_modules', 'node', 'bin', 'node');
    await tryCommand(node, project);
    tryOwnTests(node, project);
  }
  await tryRegistry(join(folder, `${name}-${version}.tgz`), { name, version });
  const fromGit = emptyProject('from-git');
  npm(fromGit, 'install', `git+file://${checkout}`);
  await tryCommand(process.execPath, fromGit);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Installs the package by its name, and runs it by both of its names, also from a folder inside the project. */
async function tryRegistry(tarball: string, { name, version }: { name: string; version: string }): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const others = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const server = createServer(({ url = '/', headers }, response) => {
    if (url === `/${basename(tarball)}`) return response.end(readFileSync(tarball));
    // Every other package comes from the usual registry.
    if (url !== `/${name}`) return response.writeHead(302, { location: new URL(url, others).href }).end();
    const dist = { tarball: `http://${headers.host}/${basename(tarball)}` };
    const packument = { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(packument));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const registry = `--registry=http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const project = emptyProject('from-registry');
    const inside = join(project, 'tests');
    mkdirSync(inside);
    const run = async (cwd: string, command: string, ...args: string[]) =>
      (await promisify(execFile)(command, [...args, registry, '--loglevel=error'], { cwd, encoding: 'utf8' })).stdout;
    await run(project, 'npm', 'install', '--save-dev', '--no-audit', '--no-fund', name);
    for (const [cwd, command] of [
      [project, name],
      [project, 'rehearse'],
      [inside, name],
    ] as const) {
      const printed = await run(cwd, 'npx', '--no-install', command, '--version');
      if (!printed.includes(version)) throw new Error(`npx ${command} printed ${printed}`);
    }
    console.log('By its name from a registry it installs, and npx finds it, by both names and from a folder inside.');
    await tryCommand(process.execPath, project);
  } finally {
    server.close();
  }
}

async function tryCommand(node: string, project: string): Promise<void> {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const main = join(project, 'node_modules', '.bin', 'receipt-rehearsal');
  const out = join(project, `report-${version}`);
  const run = await ended(node, [main, 'run', '--driver', 'reference', '--out', out], project);
  const { counts } = JSON.parse(readFileSync(join(out, 'rehearsal.json'), 'utf8'));
  if (run.code !== 0 || counts.pass !== 14 || !existsSync(join(out, 'report.html'))) throw new Error(run.talk);
  const { health, code, talk: output } = await mockAnswers(node, main, project);
  if (health !== 200 || code !== 0) throw new Error(`the mock responded ${health} and ended with ${code}\n${output}`);
  for (const text of [run.talk, output])
    if (/warning/i.test(text)) throw new Error(`on ${version}, it warns:\n${text}`);
  console.log(`${version}: rehearse run passes ${counts.pass} of 14, rehearse mock answers and stops, no warning`);
}

/** Lays out the example tests as in a vendor's repository, where the names say that they are tests. */
function copyOwnTests(project: string): void {
  const examples = join(project, 'node_modules', 'receipt-rehearsal', 'examples');
  for (const part of ['typescript', 'brief.json'])
    cpSync(join(examples, part), join(project, part), { recursive: true });
  mkdirSync(join(project, 'tests'));
  cpSync(join(examples, 'own-tests', 'with-node-test.ts'), join(project, 'tests', 'with-node.ts'));
  cpSync(join(examples, 'own-tests', 'with-vitest.ts'), join(project, 'tests', 'with-vitest.test.ts'));
  const packageFile = join(project, 'package.json');
  const ofProject = JSON.parse(readFileSync(packageFile, 'utf8'));
  writeFileSync(packageFile, JSON.stringify({ ...ofProject, type: 'module' }));
  // Also the types of what the package exports, and of all that they use, are checked.
  const strict = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
  const language = { target: 'es2024', lib: ['es2025'], module: 'nodenext', types: ['node'], resolveJsonModule: true };
  const compilerOptions = { ...strict, ...language, allowImportingTsExtensions: true };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['tests'] }));
}

function tryOwnTests(node: string, project: string): void {
  const program = (...path: string[]) => join(project, 'node_modules', ...path);
  for (const command of [
    [program('typescript', 'bin', 'tsc'), '-p', project],
    ['--test', join(project, 'tests', 'with-node.ts')],
    [program('vitest', 'vitest.mjs'), 'run'],
  ]) {
    const { status, stdout, stderr } = spawnSync(node, command, { cwd: project, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
  }
  console.log('The example tests pass there, and their types are right.');
}

async function mockAnswers(node: string, main: string, cwd: string) {
  const mock = start(node, [main, 'mock', '--memory', '--port', '0'], cwd);
  const [line] = await once(createInterface(mock.child.stdout), 'line');
  const { status } = await fetch(`${/http:\S+/.exec(String(line))?.[0]}/health`, { headers: { connection: 'close' } });
  mock.child.kill('SIGTERM');
  return { health: status, ...(await mock.ended) };
}

function ended(node: string, args: string[], cwd: string) {
  const { child, ended } = start(node, args, cwd);
  child.stdout.resume();
  return ended;
}

/** Starts a command. Its messages are on standard error, and it has no terminal to ask. */
function start(node: string, args: string[], cwd: string) {
  const child = spawn(node, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, talk: output }));
  return { child, ended };
}
