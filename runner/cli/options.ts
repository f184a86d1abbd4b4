import { InvalidArgumentError, Option } from 'commander';
import type { SuiteName } from '../../scenarios/suites.ts';
import { maxTimerMs } from '../drivers/driver.ts';
import { commandName } from './command-name.ts';
import { defaults } from './defaults.ts';
import lists from './lists.json' with { type: 'json' };

/** Reads a whole number of 0 or more from a command line. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  }
  return value;
}

/** Reads a whole number of 1 or more from a command line. */
export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('It must be 1 or more.');
  return value;
}

/**
 * Returns a duration such as `30s`, `2m` or `500ms` in milliseconds; a plain number is in seconds. Undefined for other
 * text.
 */
export function millisecondsOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  const factor = { ms: 1, s: 1000, m: 60_000 }[match?.[2] ?? 's'] ?? 1000;
  return match === null ? undefined : Math.round(Number(match[1]) * factor);
}

/** Reads a duration from a command line. */
export function duration(text: string): number {
  const value = millisecondsOf(text);
  if (value === undefined || value < 1 || value > maxTimerMs) {
    throw new InvalidArgumentError('It must be from 1ms to 24 days: a number followed by ms, s or m, such as 30s.');
  }
  return value;
}

/** Limits the journal, by number or by age. */
export type RetentionOption = { count: number } | { ageMs: number };

const agesInMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a limit of the journal: a number of exchanges, or an age such as `12h`. */
export function retentionOption(text: string): RetentionOption {
  const [, count, unit] = /^(\d{1,12})(m|h|d)?$/.exec(text) ?? [];
  if (count === undefined || Number(count) < 1) {
    throw new InvalidArgumentError(
      'It must be a number of exchanges, such as 10000, or an age, such as 30m, 12h or 7d.',
    );
  }
  return unit === undefined ? { count: Number(count) } : { ageMs: Number(count) * (agesInMs[unit] ?? 0) };
}

export function portOption(): Option {
  return new Option('--port <number>', 'port to listen on, 0 for a free one')
    .default(defaults.port)
    .argParser((text: string) => {
      const value = wholeNumber(text);
      if (value > 65_535) throw new InvalidArgumentError('A port is at most 65535.');
      return value;
    });
}

/** Reads lists such as `R01,R04`, repeatable, and converts them to upper case. */
export function idList(text: string, before: string[] = []): string[] {
  const ids = text
    .split(',')
    .map((id) => id.trim().toUpperCase())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new InvalidArgumentError('Name at least one.');
  return [...before, ...ids];
}

/** Returns the option for the formats of a report, the same for every command. */
export function formatOption(): Option {
  const { formats, requested } = lists;
  const help = `formats to write, from ${formats.join(',')} (default: all except ${requested.join(' and ')})`;
  return new Option('--format <names>', help);
}

/** Makes the option for the driver. */
export function driverOption(): Option {
  const others = lists.drivers.filter((form) => form !== 'reference');
  const help = `how to drive your software: ${others.join(', ')}; or reference, this tool’s own client, to see what a report looks like (required here or in the configuration)`;
  return new Option('--driver <driver>', help);
}

/** Makes the option for the date of the contract. The contract checks the date. */
export function asOfOption(): Option {
  const help = 'answer as the service did on this date, such as 2026-07 or 2026-09-17 (a month means its first day)';
  return new Option('--as-of <date>', `${help} (default: the newest known)`);
}

/** Makes the option for an unofficial page that the mock behaves as. */
export function profileOption(help: string): Option {
  return new Option('--profile <name>', help).choices(lists.profiles);
}

export function suiteOption(help: string): Option {
  return new Option('--suite <name>', help).choices(['pat', 'behaviour', 'all'] satisfies SuiteName[]);
}

export function signOption(): Option {
  const help = `sign the report with this private key, such as one made by "${commandName()} keygen"`;
  return new Option('--sign <key>', help);
}
