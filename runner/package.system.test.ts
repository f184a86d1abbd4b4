import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRehearsal } from '../reports/read-rehearsal.ts';
import { loadContract } from '../spec/contract/contract.ts';
import { precompiledName, readPrecompiled } from '../spec/contract/precompiled.ts';
import { ContractError } from '../spec/contract/read-document.ts';
import { filesLoadedFor } from './testing/loaded-files.ts';
import { checkout, temporaryFolder } from './testing/run-command.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { testBrief } from './testing/test-brief.ts';

const main = join(checkout, 'dist', 'runner', 'main.js');
/** What npm links as `receipt-rehearsal` and `rehearse`. */
const command = join(checkout, 'dist', 'runner', 'rehearse.js');

describe('the built package', () => {
  const folder = temporaryFolder();
  const run = (...args: string[]) =>
    execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe', cwd: folder.path() });

  test('rehearses all fourteen scenarios with the reference driver, and the checkout renders the same reports', async () => {
    const out = folder.path('report');
    run('run', '--driver', 'reference', '--out', out);
    const read = readRehearsal(readFileSync(join(out, 'rehearsal.json'), 'utf8'));
    expect(read.kind === 'ok' && read.rehearsal.counts.pass).toBe(14);
    for (const file of ['report.html', 'junit.xml', 'summary.md']) expect(existsSync(join(out, file))).toBe(true);
    const verified = await runInProcess(['verify', join(out, 'rehearsal.json')]);
    expect(verified).toMatchObject({ code: 0 });
  });

  test('knows its version, its differences and its control document', () => {
    const { version, bin } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    expect(run('--version').trim()).toBe(version);
    expect(run('keygen', '--help')).toContain('Usage: npx receipt-rehearsal keygen');
    expect(Object.values(bin)).toEqual(['dist/runner/rehearse.js', 'dist/runner/rehearse.js']);
    expect(JSON.parse(run('spec', 'check', '--json')).differences.length).toBeGreaterThan(50);
    expect(existsSync(join(checkout, 'dist', 'mock', 'control', 'control-api.yaml'))).toBe(true);
  });

  test('names the fault of another document, which is not precompiled', () => {
    const ended = spawnSync(process.execPath, [main, 'mock', '--memory', '--spec', join(checkout, 'package.json')]);
    expect([ended.status, String(ended.stderr)]).toEqual([2, expect.stringContaining('not an OpenAPI 3.0 document')]);
  });

  test('starts, answers a first receipt and shows its journal without loading unneeded files', async () => {
    const loaded = await filesLoadedFor(main, testBrief().movement, folder.path('loaded'));
    expect(loaded.length).toBeGreaterThan(100);
    const heavy =
      /node_modules\/(?:ajv\/dist\/(?!runtime\/)|js-yaml|yaml|json-p3|nunjucks|govuk|undici|@faker-js|date-holidays|xmlbuilder2|csv-|libphonenumber|pg(?:-[\w-]+)?\/)|dist\/scenarios\//;
    expect(loaded.filter((file) => heavy.test(file))).toEqual([]);
  });

  const files = () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const [packed] = Object.values(JSON.parse(execFileSync('npm', args, { cwd: checkout, encoding: 'utf8' })));
    return (packed as { files: { path: string }[] }).files.map(({ path }) => path);
  };

  test('has what it needs, and no tests, fixtures, source maps or sources', () => {
    const packed = files();
    const rooms = '(?:spec|mock|scenarios|runner|reports)';
    const needed = [
      /^(?:LICENSE|README\.md|package\.json)$/,
      new RegExp(`^dist/${rooms}/(?:[\\w.-]+/)*[\\w.-]+\\.(?:js|d\\.ts)$`),
      new RegExp(`^dist/${rooms}/(?:[\\w-]+/)*[\\w.-]+\\.(?:json|yaml|css)$`),
      /^dist\/spec\/contract\/precompiled\/[0-9a-f]{16}\.(?:json|cjs)$/,
      /^dist\/(?:reports\/html|reports\/sign-off|runner\/board)\/templates\/compiled\.cjs$/,
      /^examples\/(?:[\w.-]+\/)*[\w.-]+\.(?:ts|mjs|py|cs|java|php|json|md|ya?ml|sh)$/,
    ];
    const unwanted = /\.test\.|fixture|testing\/|test-support|screenshots|\.map$|\.env|\.sqlite/;
    expect(packed.filter((path) => !needed.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(packed.filter((path) => unwanted.test(path))).toEqual([]);
    for (const path of ['dist/runner/main.js', 'dist/runner/index.d.ts', 'dist/spec/receipt-api.yaml', 'LICENSE']) {
      expect(packed).toContain(path);
    }
  });

  test('runs no install script of any library', () => {
    const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: true; hasInstallScript?: true }>;
    };
    const used = Object.entries(packages).filter(([, { dev }]) => dev !== true);
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([name]) => name)).toEqual([]);
    const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    for (const name of ['preinstall', 'install', 'postinstall']) expect(Object.keys(scripts)).not.toContain(name);
  });

  test.each([
    { ruleSet: 'observed' as const },
    { ruleSet: 'observed' as const, defects: false },
    { ruleSet: 'published' as const },
  ])('has $ruleSet (defects: $defects) precompiled, and it validates like the contract compiled here', (options) => {
    const here = loadContract(options);
    const hashes = Object.values(here.overlayHashes);
    const there = readPrecompiled(
      precompiledName(here.documentHash, hashes, here.defects, undefined),
      join(checkout, 'dist/spec/contract/precompiled'),
    );
    expect(there).toMatchObject({
      asOf: here.asOf,
      document: here.document,
      published: here.published,
      hash: here.hash,
    });
    expect(there?.overlays).toEqual(here.overlays);
    expect(there?.differences()).toEqual(here.differences());
    const cases = readFileSync(join(checkout, 'mock/fixtures/observed-receipts.jsonl'), 'utf8').trim().split('\n');
    const receipts = cases.map((line) => JSON.parse(line).request);
    const violations = receipts.map((receipt) => here.validateReceipt(receipt));
    expect(violations.flat().length).toBeGreaterThan(100);
    expect(receipts.map((receipt) => there?.validateReceipt(receipt))).toEqual(violations);
  });

  test('has each date on which a document changed precompiled as well: a journal compares receipts with all of them', () => {
    const states = loadContract({ ruleSet: 'observed' }).states();
    if (states instanceof ContractError) throw states;
    const changed = states.filter(({ document }, index) => document !== states[index - 1]?.document);
    expect(changed.length).toBeGreaterThan(2);
    for (const { asOf, documentHash, overlayHashes, defects, hash } of changed) {
      const name = precompiledName(documentHash, Object.values(overlayHashes), defects, asOf);
      expect(readPrecompiled(name, join(checkout, 'dist/spec/contract/precompiled'))).toMatchObject({ asOf, hash });
    }
  });

  test('has no tests and no fixtures', () => {
    const stray = globSync('dist/**', { cwd: checkout }).filter((file) => /\.test\.|fixtures|testing/.test(file));
    expect(stray).toEqual([]);
  });
});
