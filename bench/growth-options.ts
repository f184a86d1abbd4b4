import { integerOption, parseOptions } from './options.ts';

export const growthHelp = `npm run bench:growth -- [options]

  --count N       how many movements to store (default 1000000)
  --rounds N      how often the small and the big store are measured side by side (default 10)
  --no-build      take the package as it is in dist/, also where a source is newer
  --json FILE     write every measurement there
  --help          this text
`;

/**
 * Reads the options.
 * @throws BenchError for invalid ones.
 */
export function readGrowthOptions(args: readonly string[]) {
  const values = parseOptions(args, {
    count: { type: 'string' },
    rounds: { type: 'string' },
    'no-build': { type: 'boolean' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  });
  return {
    // In twenty slices, each with something for every connection.
    count: integerOption('--count', values.count, 1_000_000, 1_000),
    rounds: integerOption('--rounds', values.rounds, 10),
    build: values['no-build'] !== true,
    jsonFile: values.json,
    wantsHelp: values.help === true,
  };
}
