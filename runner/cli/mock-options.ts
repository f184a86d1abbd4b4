import { type Command, Option } from 'commander';
import { controlTokenVariable, isLoopbackName } from '../../mock/control/access-control.ts';
import { checkAgainst } from '../../mock/control/openapi.ts';
import { defaultClient, dummyApiCodes } from '../../mock/default-data.ts';
import type { StoreLocation } from '../../mock/store/open-store.ts';
import { shownAddress } from '../../mock/store/postgres/postgres-store.ts';
import { type Contract, type RuleSet, ruleSets } from '../../spec/contract/contract.ts';
import { readDocument } from '../../spec/contract/read-document.ts';
import type { PlannedFault } from '../../spec/types/exchange.ts';
import type { BoardServerOptions, Service } from '../server.ts';
import { defaults, secretVariable, storeVariable } from './defaults.ts';
import { UsageError } from './exit-codes.ts';
import { asOfOption, portOption, type RetentionOption, retentionOption, wholeNumber } from './options.ts';
import { safe, say } from './terminal.ts';

/** What a command line may say of a mock, the same for every command that starts one. */
export interface MockFlags extends PlaceFlags {
  port: number;
  host: string;
  rules: RuleSet;
  spec?: string;
  overlay?: string[];
  asOf?: string;
  /** False with `--no-defects`. */
  defects: boolean;
  seed?: number;
  rateLimit: number;
  burst: number;
  faults?: string;
  allowDefaultSecret?: true;
  keep?: RetentionOption;
  forgetReceipts?: true;
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
  const { perSecond, burst } = defaults.rateLimit;
  return command
    .addOption(portOption())
    .option('--host <address>', 'address to listen on', defaults.host)
    .option('--data <folder>', `where receipts and the journal are kept (default: ${defaults.dataFolder})`)
    .option(
      '--store <address>',
      'keep them in PostgreSQL (postgres://USER@HOST/DATABASE), which several mocks may share',
    )
    .option('--memory', 'keep nothing: everything is gone when the mock stops')
    .addOption(
      new Option('--rules <set>', 'answer as the running service, or as its document says')
        .choices(ruleSets)
        .default('observed'),
    )
    .addOption(asOfOption())
    .option('--spec <file>', 'a published OpenAPI document to use in the place of the one that comes with this tool')
    .option('--overlay <file...>', 'further OpenAPI overlays, applied after the rule set’s own')
    .option('--no-defects', 'answer as the running service would without its known defects')
    .option('--seed <number>', 'begin tracking ids at a place that the seed decides (new data only)', wholeNumber)
    .option(
      '--rate-limit <number>',
      'requests a second that a client may sustain, 0 for no limit',
      wholeNumber,
      perSecond,
    )
    .option('--burst <number>', 'requests above the limit that are let through in ten seconds', wholeNumber, burst)
    .option('--faults <file>', 'a plan of misbehaviour to begin with, YAML or JSON')
    .option(
      '--keep <count|age>',
      'keep so many exchanges of the journal, or those of the last 12h or 7d',
      retentionOption,
    )
    .option('--forget-receipts', 'with --keep: receipts go too, once the journal no longer tells of them')
    .option('--allow-default-secret', 'listen beyond this machine with a client secret that everybody knows')
    .addHelpText('after', environmentHelp);
}

const environmentHelp = `
Environment:
  ${secretVariable}  the secret of the client ${defaultClient.clientId}, in place of ${defaultClient.clientSecret}. Needed where other
                           machines can reach the mock (--host), or else --allow-default-secret.
  ${controlTokenVariable}  opens the control API and the board to who sends it. Where other machines can reach the mock,
                           they answer nobody without it.
  ${storeVariable}          the address of --store. Its password may be in PGPASSWORD instead.`;

/** @throws UsageError or ContractError for what cannot be, before anything listens. */
export async function startMock(flags: MockFlags, board?: BoardServerOptions): Promise<StartedMock> {
  const { host, port, rules, asOf, spec, overlay = [], seed, defects } = flags;
  const place = storeLocationOf(flags);
  const [{ loadContract }, { serve }] = await Promise.all([
    import('../../spec/contract/contract.ts'),
    import('../server.ts'),
  ]);
  const faults = flags.faults === undefined ? [] : readFaults(flags.faults);
  const contract = loadContract({
    ruleSet: rules,
    defects,
    overlayFiles: overlay,
    ...(spec === undefined ? {} : { specFile: spec }),
    ...(asOf === undefined ? {} : { asOf }),
  });
  const start = seed === undefined ? {} : { firstCounter: 1_000 + (seed % 1_000_000) };
  const { rateLimit, burst } = flags;
  const limit = rateLimit === 0 ? {} : { rateLimit: { perSecond: rateLimit, burst } };
  const clientSecret = process.env[secretVariable];
  const { keep, forgetReceipts = false } = flags;
  if (forgetReceipts && keep === undefined) {
    throw new UsageError('--forget-receipts says what goes with the journal: say with --keep how much of that is kept');
  }
  const allowDefaultSecret = flags.allowDefaultSecret === true;
  const service = await serve({
    ...{ contract, place, host, port, faults, allowDefaultSecret, ...start, ...limit },
    ...(clientSecret ? { clientSecret } : {}),
    ...(keep && { retention: { ...keep, withReceipts: forgetReceipts } }),
    ...(board && { board }),
  });
  return { service, contract, faults, hasBoard: board !== undefined };
}

/** Where everything is, for a person who has just started it. */
export async function introduction(
  { service, contract, faults, hasBoard }: StartedMock,
  flags: MockFlags,
): Promise<string[]> {
  const { url } = service;
  const hasToken = Boolean(process.env[controlTokenVariable]);
  const { rateLimit, burst, rules, host } = flags;
  return [
    `  token     POST ${url}/oauth2/token   client ${defaultClient.clientId}, secret ${service.hasOwnSecret ? 'of its own' : defaultClient.clientSecret}`,
    `  receipt   POST ${url}/movements/receive`,
    `  API code  ${dummyApiCodes[0]}   (the first of the ten published dummy codes)`,
    `  rules     ${rules}, as of ${contract.asOf}${contract.defects ? '' : ', no defects'}, data ${describeStoreLocation(storeLocationOf(flags))}`,
    `  limit     ${rateLimit === 0 ? 'none' : `${rateLimit} requests a second for each client, and a burst of ${burst}`}`,
    ...(flags.faults === undefined ? [] : [`  faults    ${faults.length} planned in ${flags.faults}`]),
    ...(isLoopbackName(host)
      ? []
      : [
          `  beware    other machines can reach this mock${service.hasOwnSecret ? '' : ', and its client secret is no secret'}`,
        ]),
    isLoopbackName(host) || hasToken
      ? `  control   ${url}/_rehearsal/   (journal at /exchanges, all of it at /openapi.json)`
      : `  control   answers nobody at this address: set ${controlTokenVariable}`,
    ...(hasBoard ? [boardLine(url, isLoopbackName(host), hasToken)] : []),
  ];
}

/** Beyond this machine nobody is let in without the token; and no browser can open the address that stands for every one. */
export function boardLine(url: string, isLoopback: boolean, hasToken: boolean): string {
  if (!isLoopback && !hasToken) {
    return `  board     nobody is let in beyond this machine: set ${controlTokenVariable}, or choose --host ${defaults.host}`;
  }
  const here = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
  return `  board     ${here}/_rehearsal/   (open it in a browser${hasToken ? `; it asks for ${controlTokenVariable}` : ''})`;
}

/** What was planned and nobody met: a test that counted on it has shown nothing. */
export async function warnUnusedFaults({ service }: StartedMock): Promise<void> {
  const { describePlannedFault } = await import('../../reports/text/faults.ts');
  for (const unusedFaults of service.mock.faults.unusedFaults()) {
    const whose = unusedFaults.client === undefined ? '' : ` (client ${unusedFaults.client})`;
    say(safe(`  planned and never met: ${describePlannedFault(unusedFaults)}${whose}`));
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

/** Where a command line says that the data is. */
interface PlaceFlags {
  data?: string;
  memory?: true;
  store?: string;
}

/** @throws UsageError where it says more than one place. */
export function storeLocationOf(
  { data, memory, store }: PlaceFlags,
  env: NodeJS.ProcessEnv = process.env,
): StoreLocation {
  if (memory === true && data !== undefined) {
    throw new UsageError('--memory keeps nothing and --data keeps everything: give one of the two');
  }
  if (store !== undefined && (memory === true || data !== undefined)) {
    const other = memory === true ? '--memory' : '--data';
    throw new UsageError(`--store keeps everything in a database, and ${other} elsewhere: give one of the two`);
  }
  if (memory === true) return 'memory';
  if (data !== undefined) return { folder: data };
  const url = store ?? (env[storeVariable] || undefined);
  return url === undefined ? { folder: defaults.dataFolder } : { url };
}

/** For people: of a database, everything but the password. */
export function describeStoreLocation(place: StoreLocation): string {
  if (place === 'memory') return 'in memory';
  return 'url' in place ? shownAddress(place.url) : place.folder;
}

/**
 * The fault plan in a YAML or JSON file, checked as the control API checks one.
 * @throws UsageError, or ContractError for a file that cannot be read: both name the file and the place.
 */
function readFaults(file: string): PlannedFault[] {
  const { value } = readDocument(file);
  const fault = checkAgainst('faultPlan')(value, 'the plan');
  if (fault === undefined) return value as unknown as PlannedFault[];
  throw new UsageError(
    `the fault plan ${file} cannot be used: ${fault}. It is a list such as [{on: receiveMovement, times: 2, fault: {kind: status, status: 503}}], entries counted from 0; /_rehearsal/openapi.json of a mock describes every kind`,
  );
}
