import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultFormats } from '../../reports/formats.ts';
import { isObject, type JsonValue } from '../../spec/json.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { readConfig } from './load-config.ts';
import schema from './rehearsal.config.schema.json' with { type: 'json' };

const folder = temporaryFolder();
afterAll(() => folder.remove());

const starter = join(import.meta.dirname, 'starter.yaml');
const text = readFileSync(starter, 'utf8');
const scenarioIds = ['R01', 'R05', 'C01'];

/** The keys that a schema names, at any depth. */
function keysOf(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (!isObject(value)) return [];
  const here = isObject(value['properties']) ? Object.keys(value['properties']) : [];
  return [...here, ...Object.values(value).flatMap(keysOf)];
}

test('the starter configuration is valid', () => {
  const config = readConfig(starter, { scenarioIds });
  expect(config).toMatchObject({
    suite: 'all',
    formats: [...defaultFormats],
    timeoutMs: null,
    concurrency: 1,
  });
  expect(config).toMatchObject({ driver: null, product: null, declarations: new Map() });
});

test('it is valid with every setting in use', () => {
  const file = folder.path('in-use.yaml');
  writeFileSync(file, text.replace(/^#(?=\S| {2})/gm, ''));
  const config = readConfig(file, { scenarioIds });
  expect(config.product).toEqual({ name: 'Invented Weighbridge', version: '4.2.0' });
  expect([...config.declarations].map(([id, { kind }]) => [id, kind])).toEqual([
    ['R05', 'not-applicable'],
    ['C01', 'blocked'],
  ]);
  expect(config.selfDeclarations.filter(({ answer }) => answer === null)).toEqual([]);
  expect(config.thresholds).toEqual({ backoffGrowth: 2, attemptsPerMinute: 6, slowAnswerMs: 20_000 });
});

test('every key of the schema is in it', () => {
  const missing = keysOf(schema as JsonValue).filter((key) => !new RegExp(`^#? *${key}:`, 'm').test(text));
  expect(missing).toEqual([]);
});

test('it names the path of the schema in the package', () => {
  const { exports, name } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  const path = exports['./rehearsal.config.schema.json'].slice(2);
  expect(text).toContain(`$schema=./node_modules/${name}/${path}\n`);
  expect(path).toBe('dist/runner/config/rehearsal.config.schema.json');
});
