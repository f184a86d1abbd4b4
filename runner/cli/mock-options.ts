import { type Command, Option } from 'commander';
import { controlTokenVariable, isLoopbackName } from '../../mock/control/access-control.ts';
import { defaultClient, dummyApiCodes } from '../../mock/default-data.ts';
import type { StoreLocation } from '../../mock/store/open-store.ts';
import { shownAddress } from '../../mock/store/postgres/address.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import { readDocument } from '../../spec/contract/read-document.ts';
import { type RuleSet, ruleSets } from '../../spec/contract/rule-sets.ts';
import type { PlannedFault } from '../../spec/types/exchange.ts';
import { unofficialHeader } from '../../spec/unofficial-claims/read-pages.ts';
import type { BoardServerOptions, Service } from '../server.ts';
import { defaults, secretVariable, storeVariable } from './defaults.ts';
import { UsageError } from './exit-codes.ts';
import {
  asOfOption,
  portOption,
  profileOption,
  type RetentionOption,
  retentionOption,
  wholeNumber,
} from './options.ts';
import { safe, say } from './terminal.ts';

/** The options of every command that starts a mock. */
export interface MockFlags extends PlaceFlags {
  port: number;
  host: string;
  rules: RuleSet;
  spec?: string;
  overlay?: string[];
  asOf?: string;
  /** False with `--no-defects`. */
  defects: boolean;
  profile?: string;
  seed?: number;
  rateLimit: number;
  burst: number;
  faults?: string;
  allowDefaultSecret?: true;
  keep?: RetentionOption;
  forgetReceipts?: true;
}

/** A running mock, and its options. */
export interface StartedMock {
  service: Service;
  contract: Contract;
  faults: readonly PlannedFault[];
  /** True if the live board is served. */
  hasBoard: boolean;
}

export function addMockOptions(command: Command): Command {
  const { perSecond, burst } = defaults.rateLimit;
  return command
    .addOption(portOption())
    .option('--host <address>', 'address to listen on', defaults.host)
    .option('--data <folder>', `folder for receipts and the journal (default: ${defaults.dataFolder})`)
    .option(
      '--store <address>',
      'keep them in PostgreSQL instead (postgres://USER@HOST/DATABASE); several mocks may share it',
    )
    .option('--memory', 'keep everything in memory, and discard it when the mock stops')
    .addOption(
      new Option('--rules <set>', 'answer like the live service (observed) or as its document says (published)')
        .choices(ruleSets)
        .default('observed'),
    )
    .addOption(asOfOption())
    .option('--spec <file>', 'OpenAPI document to use instead of the built-in one')
    .option('--overlay <file...>', 'further OpenAPI overlays, applied after those of the rule set')
    .option('--no-defects', 'leave out the known defects of the live service')
    .addOption(profileOption('besides the service, behave as an unofficial page says, and mark those answers'))
    .option('--seed <number>', 'start tracking ids at a number derived from the seed (new data only)', wholeNumber)
    .option(
      '--rate-limit <number>',
      'sustained requests a second for each client, 0 for no limit',
      wholeNumber,
      perSecond,
    )
    .option('--burst <number>', 'requests above the limit that are accepted in ten seconds', wholeNumber, burst)
    .option('--faults <file>', 'fault plan to start with, YAML or JSON')
    .option(
      '--keep <count|age>',
      'limit the journal to a number of exchanges, or to an age such as 12h or 7d',
      retentionOption,
    )
    .option('--forget-receipts', 'with --keep: delete receipts too, once their exchanges are gone')
    .option('--allow-default-secret', 'accept other machines with the published default client secret')
    .addHelpText('after', environmentHelp);
}

const environmentHelp = `
Environment:
  ${secretVariable}  secret of the client ${defaultClient.clientId} (default: ${defaultClient.clientSecret}). Required if other
                           machines can reach the mock (--host), unless --allow-default-secret is given.
  ${controlTokenVariable}  token for the control API and the board. Required if other machines can reach the mock:
                           without it, both refuse every request.
  ${storeVariable}          address for --store. The password can be in PGPASSWORD.`;

/**
 * Starts the mock that the flags describe.
 * @throws UsageError or ContractError before it listens.
 */
export async function startMock(flags: MockFlags, board?: BoardServerOptions): Promise<StartedMock> {
  const { host, port, rules, asOf, spec, overlay = [], seed, defects, profile } = flags;
  const place = storeLocationOf(flags);
  const [{ loadContract }, { serve }] = await Promise.all([
    import('../../spec/contract/contract.ts'),
    import('../server.ts'),
  ]);
  const faults = flags.faults === undefined ? [] : await readFaults(flags.faults);
  const contract = loadContract({
    ruleSet: rules,
    defects,
    overlayFiles: overlay,
    ...(spec === undefined ? {} : { specFile: spec }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(profile === undefined ? {} : { profile }),
  });
  const start = seed === undefined ? {} : { firstCounter: 1_000 + (seed % 1_000_000) };
  const { rateLimit, burst } = flags;
  const limit = rateLimit === 0 ? {} : { rateLimit: { perSecond: rateLimit, burst } };
  const clientSecret = process.env[secretVariable];
  const { keep, forgetReceipts = false } = flags;
  if (forgetReceipts && keep === undefined) {
    throw new UsageError('--forget-receipts requires --keep');
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

/** Returns the lines that describe a mock that has just started. */
export async function introduction(
  { service, contract, faults, hasBoard }: StartedMock,
  flags: MockFlags,
): Promise<string[]> {
  const { url } = service;
  const hasToken = Boolean(process.env[controlTokenVariable]);
  const { rateLimit, burst, rules, host } = flags;
  return [
    `  token     POST ${url}/oauth2/token   client ${defaultClient.clientId}, secret ${service.hasOwnSecret ? 'as you set it' : defaultClient.clientSecret}`,
    `  receipt   POST ${url}/movements/receive`,
    `  API code  ${dummyApiCodes[0]}   (the first of the ten published dummy codes)`,
    `  rules     ${rules}, as of ${contract.asOf}${contract.defects ? '' : ', no defects'}, data ${describeStoreLocation(storeLocationOf(flags))}`,
    ...(contract.profile === null
      ? []
      : [`  profile   ${contract.profile}: an unofficial page; its answers have the header ${unofficialHeader}`]),
    `  limit     ${rateLimit === 0 ? 'none' : `${rateLimit} requests a second for each client, with a burst of ${burst}`}`,
    ...(flags.faults === undefined ? [] : [`  faults    ${faults.length} planned in ${flags.faults}`]),
    ...(isLoopbackName(host)
      ? []
      : [
          `  warning   other machines can reach this mock${service.hasOwnSecret ? '' : ', and its client secret is published'}`,
        ]),
    isLoopbackName(host) || hasToken
      ? `  control   ${url}/_rehearsal/   (journal at /exchanges, API description at /openapi.json)`
      : `  control   disabled at this address: set ${controlTokenVariable}`,
    ...(hasBoard ? [boardLine(url, isLoopbackName(host), hasToken)] : []),
  ];
}

/** Describes the board: other machines need the token, and browsers cannot open a wildcard address. */
export function boardLine(url: string, isLoopback: boolean, hasToken: boolean): string {
  if (!isLoopback && !hasToken) {
    return `  board     disabled at this address: set ${controlTokenVariable}, or use --host ${defaults.host}`;
  }
  const here = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
  return `  board     ${here}/_rehearsal/   (open it in a browser${hasToken ? `; it asks for ${controlTokenVariable}` : ''})`;
}

/** Warns of planned faults that no request met: a test that relies on them has shown nothing. */
export async function warnUnusedFaults({ service }: StartedMock): Promise<void> {
  const { describePlannedFault } = await import('../../reports/text/faults.ts');
  for (const unusedFaults of service.mock.faults.unusedFaults()) {
    const whose = unusedFaults.client === undefined ? '' : ` (client ${unusedFaults.client})`;
    say(safe(`  unused fault: ${describePlannedFault(unusedFaults)}${whose}`));
  }
}

/**
 * Resolves when the process receives a stop signal. Ignores the second signal, so that a second Ctrl-C does not lose a
 * report that is being written; the third one ends the process.
 */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const others = process.rawListeners(signal);
      process.once(signal, () => {
        process.once(signal, () => {});
        resolve();
      });
      // In this order: a signal that arrives without a listener would end the process.
      for (const other of others) process.removeListener(signal, other as () => void);
    }
  });
}

/** The options for where the data is. */
interface PlaceFlags {
  data?: string;
  memory?: true;
  store?: string;
}

/**
 * Returns where the flags say that data is kept.
 * @throws UsageError if they name more than one place.
 */
export function storeLocationOf(
  { data, memory, store }: PlaceFlags,
  env: NodeJS.ProcessEnv = process.env,
): StoreLocation {
  if (memory === true && data !== undefined) {
    throw new UsageError('--memory and --data exclude each other');
  }
  if (store !== undefined && (memory === true || data !== undefined)) {
    const other = memory === true ? '--memory' : '--data';
    throw new UsageError(`--store and ${other} exclude each other`);
  }
  if (memory === true) return 'memory';
  if (data !== undefined) return { folder: data };
  const url = store ?? (env[storeVariable] || undefined);
  return url === undefined ? { folder: defaults.dataFolder } : { url };
}

/** Describes the place without the password of a database. */
export function describeStoreLocation(place: StoreLocation): string {
  if (place === 'memory') return 'in memory';
  return 'url' in place ? shownAddress(place.url) : place.folder;
}

/**
 * Returns the fault plan in a YAML or JSON file, validated as by the control API.
 * @throws UsageError, or ContractError for an unreadable file: both name the file and the place.
 */
async function readFaults(file: string): Promise<PlannedFault[]> {
  const { checkAgainst } = await import('../../mock/control/openapi.ts');
  const { value } = readDocument(file);
  const fault = checkAgainst('faultPlan')(value, 'the plan');
  if (fault === undefined) return value as unknown as PlannedFault[];
  throw new UsageError(
    `the fault plan ${file} cannot be used: ${fault}. Expected a list such as [{on: receiveMovement, times: 2, fault: {kind: status, status: 503}}], entries counted from 0; /_rehearsal/openapi.json of a mock describes every kind`,
  );
}
