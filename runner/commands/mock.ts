import { type Command, Option } from 'commander';
import { type RuleSet, ruleSets } from '../../spec/contract.ts';
import { portOption, wholeNumber } from '../options.ts';
import { print, say } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

interface MockFlags {
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
}

/** `rehearse mock`: the service's double, until it is stopped. */
export function mockCommand(program: Command): void {
  program
    .command('mock')
    .description('start the mock of the service, until Ctrl-C')
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
    .action(async (flags: MockFlags) => {
      if (flags.memory === true && flags.data !== undefined) {
        throw new UsageError('--memory keeps nothing and --data keeps everything: give one of the two');
      }
      await runMock(flags);
    });
}

async function runMock({
  port,
  host,
  data = '.rehearsal',
  memory,
  rules,
  spec,
  overlay = [],
  seed,
  defects,
}: MockFlags) {
  const [{ loadContract }, { serve }] = await Promise.all([import('../../spec/contract.ts'), import('../serve.ts')]);
  const contract = loadContract({
    ruleSet: rules,
    defects,
    overlayFiles: overlay,
    ...(spec === undefined ? {} : { specFile: spec }),
  });
  const place = memory === true ? 'memory' : { folder: data };
  const start = seed === undefined ? {} : { firstCounter: 1_000 + (seed % 1_000_000) };
  const service = await serve({ contract, place, host, port, ...start });
  const { isLoopbackName } = await import('../../mock/control/guard.ts');
  const { defaultClient, dummyApiCodes } = await import('../../mock/dummy-organisations.ts');
  const stop = stopped();
  print(`receipt-rehearsal mock listens at ${service.url}`);
  say(
    [
      `  token     POST ${service.url}/oauth2/token   client ${defaultClient.clientId}, secret ${defaultClient.clientSecret}`,
      `  receipt   POST ${service.url}/movements/receive`,
      `  API code  ${dummyApiCodes[0]}   (ten in all: the digits 1 to 9, and a, in that pattern)`,
      `  rules     ${rules}${contract.defects ? '' : ', no defects'}, data ${memory === true ? 'in memory' : data}`,
      ...(isLoopbackName(host)
        ? []
        : ['  beware    other machines can reach this mock, and its client secret is no secret']),
      `  control   ${service.url}/_rehearsal/   (journal at /exchanges, all of it at /openapi.json)`,
      '  Ctrl-C stops it.',
    ].join('\n'),
  );
  await stop;
  await service.close();
}

/** Resolves when the process is asked to stop. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const others = process.rawListeners(signal);
      process.once(signal, () => resolve());
      // In this order: a signal that arrives while nobody listens would be lost.
      for (const other of others) process.removeListener(signal, other as () => void);
    }
  });
}
