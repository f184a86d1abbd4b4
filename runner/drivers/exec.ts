import { stripVTControlCharacters } from 'node:util';
import parseArguments from 'string-argv';
import type { Brief } from '../../spec/brief.ts';
import { maskEvidence } from '../../spec/mask.ts';
import { UsageError } from '../usage-error.ts';
import type { Driven, Driver, DriverOptions } from './driver.ts';
import { cut, quote } from './quote.ts';
import { readOutcome } from './read-outcome.ts';
import { type Ran, runProcess } from './run-process.ts';

/** Runs a command once per brief: brief on stdin, connection in the environment, outcome as the last line of stdout. */
export function execDriver(command: string, options: DriverOptions): Driver {
  const [file, ...args] = parseArguments(command);
  if (file === undefined || file === '') {
    throw new UsageError('The driver "exec:" names no command. Write for example: --driver "exec:python3 submit.py"');
  }
  return {
    async drive(brief) {
      const env = { ...process.env, ...environmentOf(brief) };
      const ran = await runProcess({ file, args, env, input: `${JSON.stringify(brief)}\n`, ...options });
      const known = { secrets: [brief.connection.clientSecret], apiCodes: [brief.connection.apiCode] };
      return interpret(ran, command, options, (text) => maskEvidence(text, known));
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

/** No secret leaves through a problem or a message: both end up in reports. */
function interpret(ran: Ran, command: string, options: DriverOptions, mask: (text: string) => string): Driven {
  const name = quote(mask(command));
  if (ran.kind === 'unstartable') {
    return undriven(`${name} could not be started (${explainStart(ran.reason)}).`);
  }
  const reading = readOutcome(ran.stdout, mask);
  if (ran.kind === 'timed-out') {
    const printed = reading.kind === 'outcome' ? ' It had printed an outcome, but it did not exit after it.' : '';
    const waited = `${name} had not ended after ${options.timeoutMs / 1000} s and was stopped;`;
    return undriven(`${waited} --timeout gives it longer.${printed}${lastWords(ran.stderr, mask)}`);
  }
  // Many tools exit with 1 when a receipt is rejected: where there is an outcome, the exit code says nothing more.
  if (reading.kind === 'outcome') {
    const { outcome } = reading;
    return {
      kind: 'answered',
      outcome: outcome.messages ? { ...outcome, messages: outcome.messages.map(mask) } : outcome,
    };
  }
  const end = ran.signal === null ? `with exit code ${ran.code}` : `by signal ${ran.signal}`;
  return undriven(`${name} ended ${end}. ${reading.problem}${lastWords(ran.stderr, mask)}`);
}

function undriven(problem: string): Driven {
  return { kind: 'undriven', problem };
}

function explainStart(reason: string): string {
  if (reason === 'ENOENT') return 'ENOENT: no such program or file; is it on the PATH, or the path right from here?';
  if (reason === 'EACCES') return 'EACCES: it may not be executed; name its interpreter first, or make it executable';
  return reason;
}

/** The end of stderr, where most programs say what went wrong: enough lines to hold a crash of Node with its stack. */
function lastWords(stderr: string, mask: (text: string) => string): string {
  const lines = mask(stripVTControlCharacters(stderr))
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(-15);
  return lines.length === 0 ? '' : ['\nThe last of stderr:', ...lines.map((line) => cut(line, 300))].join('\n  ');
}
