import { globSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const root = join(import.meta.dirname, '..');

/** The folders that a folder may import from, besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  mock: ['spec'],
  scenarios: ['spec'],
  reports: ['spec'],
  runner: ['spec', 'mock', 'scenarios', 'reports'],
  bench: ['spec'],
  fuzz: ['spec'],
  examples: [],
};

interface Import {
  from: string;
  /** True for `import type`, `export type` and `import('…')` in a type, which are erased. */
  isType: boolean;
  /** True for `import('…')` in code, which loads once it is reached. */
  isOnDemand: boolean;
}

/** Returns every import of a TypeScript source: import, export … from, dynamic import, import of a type. */
function importsOf(source: string): Import[] {
  const found: Import[] = [];
  visit(parseAst(source, { lang: 'ts', sourceType: 'module' }), (node) => {
    switch (node['type']) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
      case 'TSExternalModuleReference': {
        const from = node['source'] ?? node['expression'];
        const kinds = [node['importKind'], node['exportKind']];
        // `export { x }` has no source; a dynamic import of a computed name has no text.
        if (isNode(from)) {
          const text = typeof from['value'] === 'string' ? from['value'] : '(computed)';
          const isType = node['type'] === 'TSImportType' || kinds.includes('type');
          found.push({ from: text, isType, isOnDemand: node['type'] === 'ImportExpression' });
        }
      }
    }
  });
  return found;
}

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const entry of value) visit(entry, see);
  else if (isNode(value)) {
    see(value);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function isTestCode(file: string): boolean {
  return /\.test\.ts$|(?:^|\/)(?:testing|test-support|fixtures)(?:\/|\.ts$)/.test(file);
}

/** The driver's thread imports the vendor's module, which is not part of this project. */
const loadsVendorModules = 'runner/drivers/module-worker.ts';

/** Returns the forbidden imports of a file as sentences. Paths are relative to the project, with slashes. */
function violations(file: string, source: string): string[] {
  const folder = file.split('/')[0] ?? '';
  return importsOf(source).flatMap(({ from, isType }) => {
    const violation = (why: string) => [`${file} imports ${from}: ${why}`];
    if (from === '(computed)' && file === loadsVendorModules) return [];
    if (from === '(computed)') return violation('a computed name hides what is imported');
    // They show how a vendor's tests import the package.
    if (from === 'receipt-rehearsal' && file.startsWith('examples/own-tests/')) return [];
    if (from.startsWith('receipt-rehearsal')) return violation('inside the project, files are imported by their path');
    if (!from.startsWith('.')) return [];
    const target = normalize(join(file, '..', from)).replaceAll('\\', '/');
    const targetFolder = target.split('/')[0] ?? '';
    if (!isTestCode(file) && isTestCode(target)) return violation('only tests may use test code');
    if (targetFolder === folder || mayImport[folder]?.includes(targetFolder)) return [];
    if (isTestCode(file) && folder === 'examples' && targetFolder === 'spec' && isType) return [];
    if (isTestCode(file) && folder === 'runner' && targetFolder === 'examples' && isExampleForTests(target)) return [];
    return violation(`${folder} may import from ${['itself', ...(mayImport[folder] ?? [])].join(', ')} only`);
  });
}

function isExampleForTests(target: string): boolean {
  return isTestCode(target) || target === 'examples/brief.json';
}

describe('import boundaries', () => {
  const files = globSync(`{${Object.keys(mayImport).join(',')}}/**/*.ts`, { cwd: root }).map((file) =>
    file.replaceAll('\\', '/'),
  );

  test('hold for every file', () => {
    expect(files.flatMap((file) => violations(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  test('are defined and checked for every folder', () => {
    const folders = globSync('*/', { cwd: root }).filter(
      (name) => globSync(`${name}/**/*.ts`, { cwd: root }).length > 0,
    );
    const others = ['node_modules', 'dist', 'coverage'];
    expect(folders.filter((name) => !others.includes(name) && mayImport[name] === undefined)).toEqual([]);
    expect(new Set(files.map((file) => file.split('/')[0]))).toEqual(
      new Set(folders.filter((name) => !others.includes(name))),
    );
    expect(files).toContain(relative(root, import.meta.filename).replaceAll('\\', '/'));
  });

  test('are checked on real imports: of commands by the command line, and of siblings by the runner', () => {
    const targets = (file: string) => importsOf(readFileSync(join(root, file), 'utf8')).map(({ from }) => from);
    expect(targets('runner/cli/command-line.ts')).toContain('./commands/run.ts');
    expect(targets('runner/cli/commands/run.ts')).toContain('../../../spec/contract/contract.ts');
    expect(targets('runner/run/scenario-client.ts')).toContain('../../mock/default-data.ts');
    expect(targets('runner/run/run-scenario.ts')).toEqual(
      expect.arrayContaining(['../../scenarios/behaviour/evaluate.ts', '../../reports/rehearsal.ts']),
    );
  });
});

test('the command line loads no package but its parser until it knows the command, so that help is fast', () => {
  const packages = new Set<string>();
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { from, isType, isOnDemand } of importsOf(readFileSync(join(root, file), 'utf8'))) {
      if (isType || isOnDemand || from.startsWith('node:')) continue;
      if (!from.startsWith('.')) packages.add(from);
      else if (from.endsWith('.ts')) load(join(file, '..', from));
    }
  };
  load('runner/cli/command-line.ts');
  expect([...packages]).toEqual(['commander']);
  expect(loaded).toContain('runner/cli/commands/run.ts');
});

describe('reading imports', () => {
  test('finds each kind, in types and inside code, and nothing in comments and strings', () => {
    const source = `
      // import './comment.ts'
      import './for-effect.ts';
      import value, { type T } from './value.ts';
      import type { Only } from './type.ts';
      import data from './data.json' with { type: 'json' };
      export * from './all.ts';
      export { one } from './one.ts';
      export type { Two } from './two.ts';
      export const text = "import './string.ts'";
      export { value };
      import old = require('./old.ts');
      let later: import('./deep.ts').Deep | typeof import('./module.ts');
      const load = async (name: string) => [await import('./lazy.ts'), await import(name)];
      enum Color { Red }`;
    expect(importsOf(source)).toEqual([
      { from: './for-effect.ts', isType: false, isOnDemand: false },
      { from: './value.ts', isType: false, isOnDemand: false },
      { from: './type.ts', isType: true, isOnDemand: false },
      { from: './data.json', isType: false, isOnDemand: false },
      { from: './all.ts', isType: false, isOnDemand: false },
      { from: './one.ts', isType: false, isOnDemand: false },
      { from: './two.ts', isType: true, isOnDemand: false },
      { from: './old.ts', isType: false, isOnDemand: false },
      { from: './deep.ts', isType: true, isOnDemand: false },
      { from: './module.ts', isType: true, isOnDemand: false },
      { from: './lazy.ts', isType: false, isOnDemand: true },
      { from: '(computed)', isType: false, isOnDemand: true },
    ]);
  });

  test.each([
    ['spec/contract/contract.ts', `import { x } from '../../mock/store/store.ts'`],
    ['mock/build-mock.ts', `import { x } from '../scenarios/suites.ts'`],
    ['mock/routes/movements.ts', `export * from '../../reports/text/verdict-summary.ts'`],
    ['scenarios/approval/evaluate.ts', `const rules = await import('../../mock/rules/warnings.ts')`],
    ['scenarios/approval/evaluate.test.ts', `import { x } from '../../runner/run/scenario-client.ts'`],
    ['reports/html/html.ts', `import type { Scenario } from '../../scenarios/approval/types.ts'`],
    ['reports/html/html.ts', `let x: import('../../runner/run/run-suite.ts').RehearsalOptions`],
    ['spec/masking/mask.ts', `export { maskSecrets } from './mask.test.ts'`],
    ['scenarios/suites.ts', `import { trialOf } from './testing/approval-case.ts'`],
    ['runner/drivers/exec.ts', `import { testBrief } from '../testing/test-brief.ts'`],
    ['runner/run/run-suite.ts', `import x from '../../reports/testing/hostile-rehearsal.ts'`],
    ['runner/run/run-suite.ts', `import brief from '../../examples/brief.json' with { type: 'json' }`],
    ['runner/rehearse.test.ts', `import { x } from '../examples/typescript/submit-receipt.ts'`],
    ['examples/typescript/submit-receipt.ts', `import type { Brief } from '../../spec/types/brief.ts'`],
    ['examples/answers.system.test.ts', `import { mask } from '../spec/masking/mask.ts'`],
    ['bench/receive.ts', `import { serve } from '../runner/server.ts'`],
    ['mock/context.ts', `import x from 'receipt-rehearsal/runner'`],
    ['mock/context.ts', `await import(name)`],
    ['mock/context.ts', `import x from '../package.json' with { type: 'json' }`],
  ])('%s may not say %s', (file, source) => {
    expect(violations(file, source)).toEqual([expect.stringContaining(`${file} imports `)]);
  });

  test.each([
    [
      'mock/build-mock.ts',
      `import Fastify from 'fastify'; import { x } from '../spec/contract/contract.ts'; import './context.ts'`,
    ],
    [
      'runner/run/run-suite.ts',
      `import { evaluate } from '../../scenarios/approval/evaluate.ts'; import { x } from '../server.ts'`,
    ],
    ['scenarios/suites-pat.test.ts', `import { trialOf } from './testing/approval-case.ts'`],
    ['runner/drivers/reference.test.ts', `import { x } from '../../examples/test-support/fake-service.ts'`],
    ['runner/drivers/module-worker.ts', `await import(url)`],
    ['examples/test-support/run-example.ts', `import type { Connection } from '../../spec/types/brief.ts'`],
  ])('%s may say %s', (file, source) => {
    expect(violations(file, source)).toEqual([]);
  });
});
