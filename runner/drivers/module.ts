import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../spec/contract/read-document.ts';
import { maskEvidence } from '../../spec/masking/mask.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { safe, say } from '../cli/terminal.ts';
import {
  type Driver,
  type DriverKind,
  type DriverOptions,
  type DriverResult,
  maxTimerMs,
  secretsOfBrief,
} from './driver.ts';
import { ModuleThread, type ThreadReply } from './module-worker-host.ts';
import { parseOutcome } from './parse-outcome.ts';
import { firstLines, quote } from './quote-output.ts';

/** Forwards the product's output to standard error, line by line: standard output has our results. */
type Listener = (line: string) => void;

/**
 * Calls the default export of a JavaScript or TypeScript module with each brief, in a worker thread. The module's state
 * lasts from brief to brief; if the thread ends, the rehearsal continues with a new one.
 */
export function moduleDriver(
  file: string,
  options: DriverOptions,
  listener: Listener = (line) => say(safe(line)),
): Driver {
  const url = pathToFileURL(existing(file)).href;
  // One thread handles several briefs at a time, and each of them may print its secrets.
  const known = { secrets: new Set<string>(), apiCodes: new Set<string>() };
  const mask = <T>(value: T) => maskEvidence(value, { secrets: [...known.secrets], apiCodes: [...known.apiCodes] });
  const threads = new Set<ModuleThread>();
  let current: ModuleThread | undefined;
  const thread = (): ModuleThread => {
    if (current?.takesBriefs === true) return current;
    current = new ModuleThread(url, (line) => listener(mask(line)));
    threads.add(current);
    return current;
  };
  return {
    async drive(brief) {
      const { secrets, apiCodes } = secretsOfBrief(brief);
      for (const secret of secrets) known.secrets.add(secret);
      for (const code of apiCodes) known.apiCodes.add(code);
      const timeoutMs = Math.min(options.timeoutMs, maxTimerMs);
      return mask(interpret(await thread().ask(brief, timeoutMs), file, brief, timeoutMs, mask));
    },
    async close() {
      await Promise.all([...threads].map((each) => each.end()));
    },
  };
}

function existing(file: string): string {
  const path = resolve(file);
  const refuse = (why: string) => {
    throw new UsageError(`The driver ${quote(`module:${file}`)} ${why}. Example: --driver "module:./adapter.mjs"`);
  };
  if (file.trim() === '') return refuse('has no file');
  try {
    if (!statSync(path).isFile()) return refuse(`names ${path}, which is not a file`);
    return path;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return refuse(`names a file that cannot be read: ${messageOf(error)}`);
  }
}

function interpret(
  reply: ThreadReply,
  file: string,
  brief: Brief,
  timeoutMs: number,
  mask: (text: string) => string,
): DriverResult {
  const name = quote(mask(`module:${file}`));
  switch (reply.kind) {
    case 'returned': {
      const reading = parseOutcome(reply.text, brief, { place: 'The value returned by the default export', mask });
      return reading.kind === 'unreadable' ? undriven(`${name}: ${reading.problem}`) : reading;
    }
    case 'threw':
      return undriven(`${name}: the default export threw:${firstLines(reply.text, mask)}`);
    case 'unusable':
      return undriven(`${name} cannot be used.${firstLines(reply.text, mask)}\n${exampleModule}`);
    case 'ended':
      return undriven(`${name} gave no outcome.${firstLines(reply.text, mask)}`);
    case 'timed-out':
      return undriven(`${name} timed out after ${timeoutMs / 1000} s. Increase --timeout.`);
  }
}

const exampleModule = 'Example: export default async function (brief) { return { outcome: … }; }';

function undriven(problem: string): DriverResult {
  return { kind: 'driver-error', problem };
}

export const module: DriverKind = {
  form: 'module:FILE',
  text: 'calls the default export of a JavaScript or TypeScript module, such as module:./adapter.mjs',
  example: 'module:./adapter.mjs',
  make: moduleDriver,
};
