import { type Command, Option } from 'commander';
import { type Contract, type RuleSet, ruleSets } from '../spec/contract.ts';
import type { PlannedFault } from '../spec/fault.ts';
import { portOption, wholeNumber } from './options.ts';
import type { BoardWish, Service } from './serve.ts';
import { safe, say } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What a command line may say of a mock, the same for every command that starts one. */
export interface MockFlags {
  port: number;
  host: string;
  data?: string;
  memory?: true;
  rules: RuleSet;
  spec?: string;
  overlay?: string[];
  /** False with `--no-defects`. */
  defects: boolean;
  seed?: number;
  rateLimit: number;
  burst: number;
  faults?: string;
}

/** A mock that listens, and what it was started with. */
export interface StartedMock {
  service: Service;
  contract: Contract;
  faults: readonly PlannedFault[];
  /** Whether a browser finds the live board there. */
  hasBoard: boolean;
}

export function addMockOptions(command: Command): Command {
  return command
    .addOption(portOption(3001))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <folder>', 'where receipts and the journal are kept (default: .rehearsal)')
    .option('--memory', 'keep nothing: everything is gone when the mock stops')
    .addOption(
      new Option('--rules <set>', 'answer as the running service, or as its document says')
        .choices(ruleSets)
        .default('observed'),
    )
    .option('--spec <file>', 'a published OpenAPI document to use in the place of the one that comes with this tool')
    .option('--overlay <file...>', 'further OpenAPI overlays, applied after the rule set’s own')
    .option('--no-defects', 'answer as the running service would without its known defects')
    .option('--seed <number>', 'begin tracking ids at a place that the seed decides (new data only)', wholeNumber)
    .option('--rate-limit <number>', 'requests a second that a client may sustain, 0 for no limit', wholeNumber, 200)
    .option('--burst <number>', 'requests above the limit that are let through in ten seconds', wholeNumber, 200)
    .option('--faults <file>', 'a plan of misbehaviour to begin with, YAML or JSON');
}

/** @throws UsageError or ContractError for what cannot be, before anything listens. */
export async function startMock(flags: MockFlags, board?: BoardWish): Promise<StartedMock> {
  const { host, port, data = '.rehearsal', memory, rules, spec, overlay = [], seed, defects } = flags;
  if (memory === true && flags.data !== undefined) {
    throw new UsageError('--memory keeps nothing and --data keeps everything: give one of the two');
  }
  const [{ loadContract }, { serve }, { readFaults }] = await Promise.all([
    import('../spec/contract.ts'),
    import('./serve.ts'),
    import('./read-faults.ts'),
  ]);
  const faults = flags.faults === undefined ? [] : readFaults(flags.faults);
  const contract = loadContract({
    ruleSet: rules,
    defects,
    overlayFiles: overlay,
    ...(spec === undefined ? {} : { specFile: spec }),
  });
  const place = memory === true ? ('memory' as const) : { folder: data };
  const start = seed === undefined ? {} : { firstCounter: 1_000 + (seed % 1_000_000) };
  const { rateLimit, burst } = flags;
  const limit = rateLimit === 0 ? {} : { rateLimit: { perSecond: rateLimit, burst } };
  const service = await serve({ contract, place, host, port, faults, ...start, ...limit, ...(board && { board }) });
  return { service, contract, faults, hasBoard: board !== undefined };
}

/** Where everything is, for a person who has just started it. */
export async function introduction(
  { service, contract, faults, hasBoard }: StartedMock,
  flags: MockFlags,
): Promise<string[]> {
  const { defaultClient, dummyApiCodes } = await import('../mock/dummy-organisations.ts');
  const { isLoopbackName } = await import('../mock/control/guard.ts');
  const { url } = service;
  const { rateLimit, burst, rules, memory, data = '.rehearsal', host } = flags;
  return [
    `  token     POST ${url}/oauth2/token   client ${defaultClient.clientId}, secret ${defaultClient.clientSecret}`,
    `  receipt   POST ${url}/movements/receive`,
    `  API code  ${dummyApiCodes[0]}   (ten in all: the digits 1 to 9, and a, in that pattern)`,
    `  rules     ${rules}${contract.defects ? '' : ', no defects'}, data ${memory === true ? 'in memory' : data}`,
    `  limit     ${rateLimit === 0 ? 'none' : `${rateLimit} requests a second for each client, and a burst of ${burst}`}`,
    ...(flags.faults === undefined ? [] : [`  faults    ${faults.length} planned in ${flags.faults}`]),
    ...(isLoopbackName(host)
      ? []
      : ['  beware    other machines can reach this mock, and its client secret is no secret']),
    `  control   ${url}/_rehearsal/   (journal at /exchanges, all of it at /openapi.json)`,
    ...(hasBoard ? [boardLine(url, isLoopbackName(host), Boolean(process.env['REHEARSAL_CONTROL_TOKEN']))] : []),
  ];
}

/** No browser can open the address that stands for every address, and no other machine is let in without the token. */
export function boardLine(url: string, isLoopback: boolean, hasToken: boolean): string {
  const isEvery = /^http:\/\/(?:0\.0\.0\.0|\[::\]):/.test(url);
  const here = isEvery ? url.replace('0.0.0.0', '127.0.0.1').replace('[::]', '[::1]') : url;
  if (hasToken) return `  board     ${here}/_rehearsal/   (open it in a browser; it asks for REHEARSAL_CONTROL_TOKEN)`;
  return isLoopback || isEvery
    ? `  board     ${here}/_rehearsal/   (open it in a browser${isEvery ? ' on this machine' : ''})`
    : '  board     nobody is let in at this address: set REHEARSAL_CONTROL_TOKEN, or choose another --host';
}

/** What was planned and nobody met: a test that counted on it has shown nothing. */
export async function sayUnspent({ service }: StartedMock): Promise<void> {
  const { plannedInWords } = await import('../reports/fault-in-words.ts');
  for (const unspent of service.mock.faults.unspent()) {
    const whose = unspent.client === undefined ? '' : ` (client ${unspent.client})`;
    say(safe(`  planned and never met: ${plannedInWords(unspent)}${whose}`));
  }
}

/**
 * Resolves when the process is asked to stop. People press Ctrl-C twice, and a report that is being written should not
 * be lost to that: the second time is let pass, the third ends all.
 */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const others = process.rawListeners(signal);
      process.once(signal, () => {
        process.once(signal, () => {});
        resolve();
      });
      // In this order: a signal that arrives while nobody listens would be lost.
      for (const other of others) process.removeListener(signal, other as () => void);
    }
  });
}
