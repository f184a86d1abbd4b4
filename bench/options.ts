import { type ParseArgsConfig, parseArgs } from 'node:util';
import { BenchError } from './bench-error.ts';
import type { Row } from './row.ts';
import { quickRows } from './rows.ts';

export interface BenchOptions {
  rows: readonly Row[];
  rounds: number;
  /** Measured load, for each column. */
  seconds: number;
  jsonFile: string | undefined;
  /** True to build the package again if a source is newer. */
  build: boolean;
  wantsHelp: boolean;
}

export function help(all: readonly Row[]): string {
  return `npm run bench -- [options]

  --rows a,b      only these: ${all.map(({ id }) => id).join(', ')}
  --rounds N      how often each row has its turn (default 3; the table shows medians)
  --seconds N     of measured load for each column (default 4)
  --quick         one round of two seconds of ${quickRows.join(', ')}
  --no-build      take the package as it is in dist/, also where a source is newer
  --json FILE     write every measurement there
  --help          this text
`;
}

/**
 * Reads the options.
 * @throws BenchError for invalid ones.
 */
export function readOptions(args: readonly string[], all: readonly Row[]): BenchOptions {
  const values = parseOptions(args, {
    rows: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean' },
    'no-build': { type: 'boolean' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  });
  const quick = values.quick === true;
  const ids = values.rows?.split(',') ?? (quick ? quickRows : all.map(({ id }) => id));
  const unknown = ids.filter((id) => !all.some((row) => row.id === id));
  if (unknown.length > 0) {
    throw new BenchError(
      `--rows: there is no row ${unknown.join(', ')}: choose from ${all.map(({ id }) => id).join(', ')}`,
    );
  }
  return {
    rows: all.filter(({ id }) => ids.includes(id)),
    rounds: integerOption('--rounds', values.rounds, quick ? 1 : 3),
    seconds: secondsOption(values.seconds, quick ? 2 : 4),
    jsonFile: values.json,
    build: values['no-build'] !== true,
    wantsHelp: values.help === true,
  };
}

/**
 * Reads a duration.
 * @throws BenchError for one too short to tell anything, or not a number.
 */
function secondsOption(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,4}(?:\.\d+)?$/.test(text) || Number(text) < 0.1) {
    throw new BenchError(`--seconds: ${JSON.stringify(text)} is not a number of at least 0.1`);
  }
  return Number(text);
}

/**
 * Parses options.
 * @throws BenchError for an unknown one.
 */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new BenchError(`${error instanceof Error ? error.message : String(error)} (see --help)`);
  }
}

/**
 * Reads a whole number.
 * @throws BenchError for anything else, or less than the minimum.
 */
export function integerOption(name: string, text: string | undefined, otherwise: number, min = 1): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) < min) {
    throw new BenchError(`${name}: ${JSON.stringify(text)} is not a whole number of at least ${min}`);
  }
  return Number(text);
}
