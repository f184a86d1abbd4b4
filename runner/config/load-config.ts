import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { FormatName } from '../../reports/formats.ts';
import { selfDeclarationQuestions } from '../../scenarios/self-declaration.ts';
import type { SuiteName } from '../../scenarios/suites.ts';
import { messageOf, type ParsedYaml, parseYamlWithLines } from '../../spec/contract/read-document.ts';
import { at, isLargerThan, isObject, type JsonValue } from '../../spec/json.ts';
import { type Declaration, type SelfDeclaration, type Thresholds, usualThresholds } from '../../spec/types/verdict.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { millisecondsOf } from '../cli/options.ts';
import { maxTimerMs } from '../drivers/driver.ts';
import { cut } from '../drivers/quote-output.ts';
import { isWrittenConfig, type SchemaError, schemaErrors, suggestion } from './schema-errors.ts';

/** What a configuration says. What it leaves to the command line and to our defaults is null. */
export interface Config {
  product: { name: string; version: string } | null;
  /** `role` may be empty. */
  signatory: { name: string; role: string } | null;
  driver: string | null;
  /** The date of the contract. */
  asOf: string | null;
  suite: SuiteName | null;
  out: string | null;
  formats: FormatName[] | null;
  timeoutMs: number | null;
  concurrency: number | null;
  /** By scenario id. */
  declarations: Map<string, Declaration>;
  thresholds: Thresholds;
  /** Every duty that there is, in its order. */
  selfDeclarations: SelfDeclaration[];
}

/** A configuration as it stands in the file, once it has been found in order. */
export interface WrittenConfig {
  product?: { name: string; version: string } | null;
  signatory?: { name: string; role?: string } | null;
  driver?: string;
  asOf?: string;
  suite?: SuiteName;
  out?: string;
  formats?: FormatName[];
  timeout?: string;
  concurrency?: number;
  scenarios?: Record<string, WrittenDeclaration> | null;
  thresholds?: { backoffGrowth?: number; attemptsPerMinute?: number; slowAnswer?: string } | null;
  declared?: Record<string, { answer: string; evidence?: string }> | null;
}

type WrittenDeclaration =
  | { notApplicable: string; evidence?: string }
  | { blocked: { reason: string; evidence: string } };

/** The configuration with everything in its place. `milliseconds` reads a stretch of time. */
function resolveConfig(written: WrittenConfig, milliseconds: (text: string) => number): Config {
  const { product, signatory, thresholds, declared } = written;
  const slowAnswer = thresholds?.slowAnswer;
  return {
    product: product ?? null,
    signatory: signatory ? { name: signatory.name, role: signatory.role ?? '' } : null,
    driver: written.driver ?? null,
    asOf: written.asOf ?? null,
    suite: written.suite ?? null,
    out: written.out ?? null,
    formats: written.formats ?? null,
    timeoutMs: written.timeout === undefined ? null : milliseconds(written.timeout),
    concurrency: written.concurrency ?? null,
    declarations: new Map(Object.entries(written.scenarios ?? {}).map(([id, each]) => [id, declarationOf(each)])),
    thresholds: {
      backoffGrowth: thresholds?.backoffGrowth ?? usualThresholds.backoffGrowth,
      attemptsPerMinute: thresholds?.attemptsPerMinute ?? usualThresholds.attemptsPerMinute,
      slowAnswerMs: slowAnswer === undefined ? usualThresholds.slowAnswerMs : milliseconds(slowAnswer),
    },
    selfDeclarations: selfDeclarationQuestions.map(({ id, requirement, question }) => ({
      requirement,
      question,
      answer: declared?.[id]?.answer ?? null,
      evidence: declared?.[id]?.evidence ?? null,
    })),
  };
}

/** What holds where there is no configuration. */
export function emptyConfig(): Config {
  return resolveConfig({}, Number);
}

function declarationOf(written: WrittenDeclaration): Declaration {
  if ('blocked' in written) return { kind: 'blocked', ...written.blocked };
  return { kind: 'not-applicable', reason: written.notApplicable, evidence: written.evidence ?? null };
}

interface ConfigOptions {
  /** Every scenario that there is, of all suites. */
  scenarioIds: readonly string[];
}

/**
 * The configuration in a file.
 * @throws UsageError that names every fault with its line, its place and the mend.
 */
export function readConfig(file: string, { scenarioIds }: ConfigOptions): Config {
  const parsed = parse(textOf(file), file);
  // With nothing in it but comments, as with nothing at all, a file configures nothing.
  const value = parsed.value ?? {};
  if (isLargerThan(maxParts, value))
    throw new UsageError(`cannot use configuration ${file}: it holds more than ${maxParts} values`);
  const faults = [...schemaErrors(value), ...unknownScenarios(value, scenarioIds), ...oddTimes(value)];
  if (faults.length > 0 || !isWrittenConfig(value)) {
    throw new UsageError(`cannot use configuration ${file}:${inLines(faults, parsed)}`);
  }
  return resolveConfig(value, (text) => millisecondsOf(text) ?? 0);
}

/** Many times what there is to configure: each fault is compared with the others. */
const maxParts = 2000;

function parse(text: string, file: string): ParsedYaml {
  try {
    return parseYamlWithLines(text);
  } catch (error) {
    throw new UsageError(`cannot use configuration ${file}: it is no YAML: ${messageOf(error)}`);
  }
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (!isUtf8(bytes))
    throw new UsageError(`cannot use configuration ${file}: it is no text in UTF-8. Save it as UTF-8`);
  return bytes.toString('utf8');
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(
      `cannot read configuration ${file}: ${messageOf(error)}. "rehearse init" writes one to begin with`,
    );
  }
}

/** In the order of the file. */
function inLines(faults: readonly SchemaError[], { lineOf }: ParsedYaml): string {
  return faults
    .map(({ path, text }) => ({ line: lineOf(path), path, text }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, path, text }) => {
      const place = path.length === 0 ? 'the whole' : cut(path.join('.'));
      return `\n  ${line === undefined ? '' : `line ${line}: `}${place} ${text}${text.endsWith('?') ? '' : '.'}`;
    })
    .join('');
}

function unknownScenarios(value: JsonValue, ids: readonly string[]): SchemaError[] {
  const scenarios = at(value, 'scenarios');
  const unknown = isObject(scenarios) ? Object.keys(scenarios).filter((id) => !ids.includes(id)) : [];
  return unknown.map((id) => ({ path: ['scenarios', id], text: `is no scenario. ${suggestion(id, ids)}` }));
}

const maxSlowAnswerMs = 5 * 60_000;

/** Stretches of time that are written as they should be, and too short or too long. */
function oddTimes(value: JsonValue): SchemaError[] {
  const { slowAnswerMs } = usualThresholds;
  return [
    ...oddTime(value, ['timeout'], 1, maxTimerMs, 'should be from 1ms to 24 days'),
    ...oddTime(
      value,
      ['thresholds', 'slowAnswer'],
      slowAnswerMs,
      maxSlowAnswerMs,
      `should be from ${slowAnswerMs / 1000}s to 5m: a configuration may ask more of your software than is usual, never less`,
    ),
  ];
}

function oddTime(value: JsonValue, path: string[], min: number, max: number, should: string): SchemaError[] {
  const text = at(value, ...path);
  const time = typeof text === 'string' ? millisecondsOf(text) : undefined;
  if (time === undefined || (time >= min && time <= max)) return [];
  return [{ path, text: `is ${JSON.stringify(text)}; it ${should}` }];
}
