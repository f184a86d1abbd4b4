/**
 * Measures what a million stored movements cost: memory, and processor time for each request. `npm run bench:growth --
 * --help`
 */
import { machineInWords } from './about.ts';
import { growthHelp, readGrowthOptions } from './growth-options.ts';
import { type Cost, type Filling, startFilling } from './measure/filling.ts';
import { describeMachine, pinLoad } from './measure/machine.ts';
import { bringPackageUpToDate } from './package-up-to-date.ts';
import { table } from './table.ts';
import { checkPlace, endWith, say, writeJsonFile } from './terminal.ts';

/** The number of movements in the small store when it is measured. */
const smallCount = 1_000;
/** Sent to the small store first, so that its code is as well compiled as the big one's. */
const warmUp = 20_000;
/** The number of requests in one measurement of the two side by side. */
const requestsPerTurn = 5_000;

async function grow(args: readonly string[]): Promise<void> {
  const { count, rounds, build, jsonFile, wantsHelp } = readGrowthOptions(args);
  if (wantsHelp) {
    process.stdout.write(growthHelp);
    return;
  }
  checkPlace(jsonFile);
  if (build) bringPackageUpToDate(say);
  const machine = describeMachine();
  pinLoad();
  const big = await startFilling();
  try {
    const slices = await fill(big, count);
    const turns = await compare(big, rounds);
    const each = {
      small: mean(turns.map(({ small }) => small.processorMicroseconds)),
      big: mean(turns.map((turn) => turn.big.processorMicroseconds)),
    };
    const message = [
      `Side by side, ${rounds} turns of ${inThousands(requestsPerTurn)} requests: ${each.small.toFixed(1)} µs of processor time for a request`,
      `with ${inThousands(smallCount)} stored, ${each.big.toFixed(1)} µs with ${inThousands(count)}: × ${(each.big / each.small).toFixed(2)}.`,
    ];
    process.stdout.write(`${[machineInWords(machine), '', sliceTable(slices), '', ...message].join('\n')}\n`);
    if (jsonFile !== undefined) writeJsonFile(jsonFile, { machine, count, slices, turns, each });
  } finally {
    await big.stop();
  }
}

type Slice = Cost & { stored: number };

async function fill(filling: Filling, count: number): Promise<Slice[]> {
  const slice = Math.ceil(count / 20);
  const slices: Slice[] = [];
  for (let stored = slice; stored <= slice * 20; stored += slice) {
    slices.push({ stored, ...(await filling.store(slice)) });
    say(`${inThousands(stored)} stored`);
  }
  return slices;
}

/** Measures in turn, so that drift of the machine affects both. */
async function compare(big: Filling, rounds: number): Promise<{ small: Cost; big: Cost }[]> {
  const small = await startFilling();
  try {
    await small.store(warmUp);
    const turns: { small: Cost; big: Cost }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      await small.empty();
      await small.store(smallCount);
      turns.push({ small: await small.store(requestsPerTurn), big: await big.store(requestsPerTurn) });
      say(`side by side, ${round} of ${rounds}`);
    }
    return turns;
  } finally {
    await small.stop();
  }
}

function sliceTable(slices: readonly Slice[]): string {
  const rows = slices.map(({ stored, requestsPerSecond, processorMicroseconds, residentMb }) => [
    inThousands(stored),
    `${inThousands(Math.round(requestsPerSecond))}/s`,
    processorMicroseconds.toFixed(0),
    `${residentMb.toFixed(0)} MB`,
  ]);
  return table(['stored', 'valid POST', 'µs', 'memory'], rows);
}

function inThousands(value: number): string {
  return value.toLocaleString('en-GB');
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

try {
  await grow(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
