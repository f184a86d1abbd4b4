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

/** The starter with every setting in use. */
const inUse = text.replace(/^#(?=\S| {2})/gm, '');
const isPlaceholder = /: "(?:your|optional:) [^"]*"$/;

function fileWith(called: string, content: string): string {
  const file = folder.path(called);
  writeFileSync(file, content);
  return file;
}

test('every text in it that nobody replaced is an error with its line', () => {
  const lines = inUse.split('\n').flatMap((line, index) => (isPlaceholder.test(line) ? [`line ${index + 1}: `] : []));
  expect(lines.length).toBeGreaterThan(12);
  const read = () => readConfig(fileWith('untouched.yaml', inUse), { scenarioIds });
  for (const part of [
    ...lines,
    'scenarios.C01.blocked.evidence is the text that "npm run -s rehearse -- init" wrote. Replace it',
  ])
    expect(read).toThrow(part);
  const shouted = 'declared: { T10: { answer: " Your Answer " } }';
  expect(() => readConfig(fileWith('shouted.yaml', shouted), { scenarioIds })).toThrow('line 1: declared.T10.answer');
});

test('it is valid with every setting in use and every text replaced', () => {
  const replaced = inUse.replaceAll(new RegExp(isPlaceholder, 'gm'), ': "Our own words"');
  const config = readConfig(fileWith('in-use.yaml', replaced), { scenarioIds });
  expect(config.product).toEqual({ name: 'Our own words', version: 'Our own words' });
  expect(config.driver).toBe('exec:python3 adapter.py');
  expect([...config.declarations].map(([id, { kind }]) => [id, kind])).toEqual([
    ['R05', 'not-applicable'],
    ['C01', 'blocked'],
  ]);
  expect(config.selfDeclarations.filter(({ answer }) => answer === null)).toEqual([]);
  expect(config.thresholds).toEqual({ backoffGrowth: 2, attemptsPerMinute: 6, slowAnswerMs: 20_000 });
});

test('the driver comes first, because a run needs it', () => {
  expect(inUse.match(/^\w+:/m)?.[0]).toBe('driver:');
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
