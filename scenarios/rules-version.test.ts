import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { rulesVersion } from './rules-version.ts';

/** Hash of all sources that affect verdicts, when a maintainer last checked that verdicts stay the same. */
const recorded = { version: 4, hash: '0746d6cc25cb5a92a113092260f8126a9f036cbb3166d3b3a8a78d285552de0e' };

const root = join(import.meta.dirname, '..');

/** Entry points of the evaluation; everything that they import belongs to it. */
const judges = [
  'scenarios/suites.ts',
  'scenarios/approval/evaluate.ts',
  'scenarios/behaviour/evaluate.ts',
  'scenarios/self-declaration.ts',
  'runner/run/apply-declarations.ts',
  'runner/watch/match-traffic.ts',
];

/** Read at run time, not imported: see spec/contract/fields.ts. */
const data = ['spec/receipt-api.yaml', 'spec/overlays/observed.yaml'];

function withAllTheyImport(files: readonly string[], known = new Set<string>()): Set<string> {
  for (const file of files) {
    if (known.has(file)) continue;
    known.add(file);
    const values = textOf(file).matchAll(/^(?:import|export) (?!type )[^;]*? from '(\.[^']+)'/gm);
    withAllTheyImport(
      Array.from(values, ([, target]) => normalize(join(file, '..', target ?? '')).replaceAll('\\', '/')),
      known,
    );
  }
  return known;
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
}

const sources = [...withAllTheyImport(judges), ...data].toSorted();

function hashOf(texts: ReadonlyMap<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([...texts]))
    .digest('hex');
}

test('the rules version is raised or checked on every change to the evaluation', () => {
  const hash = hashOf(new Map(sources.map((file) => [file, textOf(file)])));
  expect(
    { version: rulesVersion, hash },
    `The evaluation changed. If any verdict or finding can differ on the same evidence, raise rulesVersion in scenarios/rules-version.ts; in either case record { version: ${rulesVersion}, hash: '${hash}' } in this test.`,
  ).toEqual(recorded);
});

test('what judges holds scenarios, expectations, duties, code lists and the checker, and nothing that only reports or serves', () => {
  for (const file of [
    'scenarios/approval/r01-one-plain-item.ts',
    'scenarios/approval/expectations/accepted.ts',
    'scenarios/behaviour/expectations/retries.ts',
    'scenarios/traffic-checks/personal-data.ts',
    'spec/approval-checker.ts',
    'spec/masking/personal-data.ts',
    'spec/reference-data/ewc-codes.json',
  ]) {
    expect(sources).toContain(file);
  }
  expect(sources.filter((file) => /^(?:mock|reports)\/|\.test\.ts$|\/testing\//.test(file))).toEqual([]);
});
