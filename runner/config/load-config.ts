import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { messageOf, type ParsedYaml, parseYamlWithLines } from '../../spec/contract/read-document.ts';
import { at, isLargerThan, isObject, type JsonValue } from '../../spec/json.ts';
import { usualThresholds } from '../../spec/types/verdict.ts';
import { commandName } from '../cli/command-name.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { millisecondsOf } from '../cli/options.ts';
import { maxTimerMs } from '../drivers/driver.ts';
import { cut } from '../drivers/quote-output.ts';
import { type Config, resolveConfig } from './config.ts';
import { placeholderErrors } from './placeholders.ts';
import { isWrittenConfig, type SchemaError, schemaErrors, suggestion } from './schema-errors.ts';

interface ConfigOptions {
  /** Every scenario of all suites. */
  scenarioIds: readonly string[];
}

/**
 * Reads the configuration in a file.
 * @throws UsageError that names every fault with its line, its place and the fix.
 */
export function readConfig(file: string, { scenarioIds }: ConfigOptions): Config {
  const parsed = parse(textOf(file), file);
  // An empty file, or one with only comments, is valid.
  const value = parsed.value ?? {};
  if (isLargerThan(maxParts, value))
    throw new UsageError(`cannot use configuration ${file}: it has more than ${maxParts} values`);
  const faults = [
    ...schemaErrors(value),
    ...unknownScenarios(value, scenarioIds),
    ...oddTimes(value),
    ...placeholderErrors(value),
  ];
  if (faults.length > 0 || !isWrittenConfig(value)) {
    throw new UsageError(`cannot use configuration ${file}:${inLines(faults, parsed)}`);
  }
  return resolveConfig(value, (text) => millisecondsOf(text) ?? 0);
}

/** Far above any real configuration: every fault is compared with the others. */
const maxParts = 2000;

function parse(text: string, file: string): ParsedYaml {
  try {
    return parseYamlWithLines(text);
  } catch (error) {
    throw new UsageError(`cannot use configuration ${file}: it is not YAML: ${messageOf(error)}`);
  }
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (!isUtf8(bytes)) throw new UsageError(`cannot use configuration ${file}: it is not UTF-8 text. Save it as UTF-8`);
  return bytes.toString('utf8');
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const fix = isMissing ? `. "${commandName()} init" writes a starter configuration` : '';
    throw new UsageError(`cannot read configuration ${file}: ${messageOf(error)}${fix}`);
  }
}

/** Formats the faults in the order of the file. */
function inLines(faults: readonly SchemaError[], { lineOf }: ParsedYaml): string {
  return faults
    .map(({ path, text }) => ({ line: lineOf(path), path, text }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, path, text }) => {
      const place = path.length === 0 ? 'the configuration' : cut(path.join('.'));
      return `\n  ${line === undefined ? '' : `line ${line}: `}${place} ${text}${text.endsWith('?') ? '' : '.'}`;
    })
    .join('');
}

function unknownScenarios(value: JsonValue, ids: readonly string[]): SchemaError[] {
  const scenarios = at(value, 'scenarios');
  const unknown = isObject(scenarios) ? Object.keys(scenarios).filter((id) => !ids.includes(id)) : [];
  return unknown.map((id) => ({ path: ['scenarios', id], text: `is not a scenario. ${suggestion(id, ids)}` }));
}

const maxSlowAnswerMs = 5 * 60_000;

/** Returns well-formed durations that are too short or too long. */
function oddTimes(value: JsonValue): SchemaError[] {
  const { slowAnswerMs } = usualThresholds;
  return [
    ...oddTime(value, ['timeout'], 1, maxTimerMs, 'should be from 1ms to 24 days'),
    ...oddTime(
      value,
      ['thresholds', 'slowAnswer'],
      slowAnswerMs,
      maxSlowAnswerMs,
      `should be from ${slowAnswerMs / 1000}s to 5m: a configuration can only be stricter than the defaults`,
    ),
  ];
}

function oddTime(value: JsonValue, path: string[], min: number, max: number, should: string): SchemaError[] {
  const text = at(value, ...path);
  const time = typeof text === 'string' ? millisecondsOf(text) : undefined;
  if (time === undefined || (time >= min && time <= max)) return [];
  return [{ path, text: `is ${JSON.stringify(text)}; it ${should}` }];
}
