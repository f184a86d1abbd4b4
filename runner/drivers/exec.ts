import parseArguments from 'string-argv';
import { maskEvidence } from '../../spec/masking/mask.ts';
import type { Brief } from '../../spec/types/brief.ts';
import { UsageError } from '../cli/exit-codes.ts';
import { productEnvironment } from '../own-environment.ts';
import { isTooLong, type ProcessResult, runProcess, stdoutLimit } from './child-process.ts';
import { describeDriver } from './describe-driver.ts';
import {
  type Driver,
  type DriverKind,
  type DriverOptions,
  type DriverResult,
  maskDriverResult,
  secretsOfBrief,
} from './driver.ts';
import { exampleAnswer, type ParsedOutcome, parseOutcome } from './parse-outcome.ts';
import { bypassProxies } from './proxies.ts';
import { lastLine, lastLines, quote } from './quote-output.ts';
import { shellSyntaxIn } from './shell-syntax.ts';

/** Runs a command once per brief: brief on stdin, connection in the environment, outcome as the last line of stdout. */
export function execDriver(command: string, options: DriverOptions): Driver {
  const [file, ...args] = parseArguments(command);
  if (file === undefined || file === '') {
    throw new UsageError('The driver "exec:" has no command. Example: --driver "exec:python3 submit.py"');
  }
  const syntax = shellSyntaxIn(command);
  if (syntax !== undefined) {
    const name = quote(describeDriver(`exec:${command}`));
    throw new UsageError(
      `The driver ${name} has ${quote(syntax.found)}, which only a shell understands, and no shell runs it. ${syntax.hint}, or ask for a shell: --driver 'exec:sh -c "…"'`,
    );
  }
  const running = new Set<() => void>();
  return {
    async drive(brief) {
      const env = { ...bypassProxies(productEnvironment()), ...environmentOf(brief) };
      const ran = await runProcess({ file, args, env, input: `${JSON.stringify(brief)}\n`, running, ...options });
      return maskDriverResult(interpret(ran, command, brief, options), brief);
    },
    close: async () => {
      for (const end of running) end();
    },
  };
}

function environmentOf({ connection, scenario }: Brief): Record<string, string> {
  return {
    REHEARSAL_API_URL: connection.apiUrl,
    REHEARSAL_TOKEN_URL: connection.tokenUrl,
    REHEARSAL_CLIENT_ID: connection.clientId,
    REHEARSAL_CLIENT_SECRET: connection.clientSecret,
    REHEARSAL_API_CODE: connection.apiCode,
    REHEARSAL_SCENARIO: scenario.id,
  };
}

/** Masks before truncating: half a secret could not be recognised. */
function interpret(ran: ProcessResult, command: string, brief: Brief, options: DriverOptions): DriverResult {
  const mask = (text: string) => maskEvidence(text, secretsOfBrief(brief));
  const name = quote(mask(describeDriver(command)));
  if (ran.kind === 'unstartable') {
    return undriven(`${name} could not be started (${explainStart(ran.reason)}).`);
  }
  const reading = readStdout(ran.stdout, brief, mask);
  const stderr = lastLines(ran.stderr, mask);
  const lastWords = stderr === '' ? '' : `\nEnd of stderr:${stderr}`;
  if (ran.kind === 'timed-out') {
    const printed = reading.kind === 'unreadable' ? '' : ' It printed an outcome, but did not exit afterwards.';
    const waited = `${name} timed out after ${options.timeoutMs / 1000} s and was killed.`;
    return undriven(`${waited} Increase --timeout.${printed}${lastWords}`);
  }
  // Many tools exit with 1 if a receipt is rejected: an outcome counts more than the exit code.
  if (reading.kind !== 'unreadable') return reading;
  const end = ran.signal === null ? `with exit code ${ran.code}` : `by signal ${ran.signal}`;
  return undriven(`${name} ended ${end}. ${reading.problem}${lastWords}`);
}

function readStdout(stdout: string, brief: Brief, mask: (text: string) => string): ParsedOutcome {
  const line = lastLine(stdout);
  if (line !== undefined && isTooLong(line)) {
    const limit = `${stdoutLimit / 1024 / 1024} MiB`;
    const problem = `The last line of stdout has more than ${limit}, and was not kept. Print only the outcome there. ${exampleAnswer(brief)}`;
    return { kind: 'unreadable', problem };
  }
  if (line !== undefined) return parseOutcome(line, brief, { place: 'The last line of stdout', mask });
  const problem = `Nothing was printed on stdout; its last line should be the outcome. ${exampleAnswer(brief)}`;
  return { kind: 'unreadable', problem };
}

function undriven(problem: string): DriverResult {
  return { kind: 'driver-error', problem };
}

function explainStart(reason: string): string {
  if (reason === 'ENOENT')
    return 'ENOENT: no such program or file. Is it on the PATH, or is the path correct from this folder?';
  if (reason === 'EACCES')
    return 'EACCES: the file is not executable. Name its interpreter first, or make it executable';
  return reason;
}

export const exec: DriverKind = {
  form: 'exec:CMD',
  text: 'runs a command for each brief: brief on stdin, outcome as the last line of stdout',
  example: 'exec:python3 adapter.py',
  make: execDriver,
};
