import { parseArgs } from 'node:util';
import type { Attack, Material } from './attack.ts';
import type { Found } from './batch.ts';
import { campaign } from './campaign.ts';
import { keepFailure, readFailure } from './failure-file.ts';
import { growthFindings } from './growth.ts';
import { slowPatterns } from './patterns.ts';
import { culprit, tryAndRead } from './reproduce.ts';
import { openStage, type Stage } from './stage.ts';

const help = `npm run fuzz -- [options]: sends spoilt requests to a mock of its own and looks at what comes of them.
  --requests N    how many (200000)
  --seed N        the same seed sends the same requests (a new one each time)
  --minutes N     stop after so many minutes, whatever is left
  --out DIR       where requests that showed a fault are kept (fuzz-failures)
  --replay FILE   send one of those again
  --no-growth     leave out the requests of doubling size, and the regular expressions`;

const say = (text: string) => process.stdout.write(`${text}\n`);

const values = optionsOf();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (values === undefined) process.exitCode = 2;
else if (values.help) say(help);
else if (values.replay !== undefined) process.exitCode = await replay(values.replay);
else process.exitCode = await fuzz(values);

function optionsOf() {
  try {
    const { values: given } = parseArgs({
      allowNegative: true,
      options: {
        requests: { type: 'string', default: '200000' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        minutes: { type: 'string', default: '1000' },
        out: { type: 'string', default: 'fuzz-failures' },
        replay: { type: 'string' },
        growth: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
    const { requests, seed, minutes, ...others } = given;
    const numbers = { requests: Number(requests), seed: Number(seed), minutes: Number(minutes) };
    if (Object.values(numbers).every((value) => value >= 0)) return { ...others, ...numbers };
    say('--requests, --seed and --minutes take a number');
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${help}`);
  }
  return undefined;
}

async function fuzz({ requests, seed, minutes, growth, out }: NonNullable<typeof values>): Promise<number> {
  say(`seed ${seed}, ${requests} requests`);
  const startedAt = performance.now();
  const growing = growth ? await withStage((stage) => growthFindings(stage, say)) : [];
  const slow = growth ? await slowPatterns() : [];
  for (const { where, source } of slow) say(`FOUND growth: the regular expression ${source} in ${where}`);
  for (const finding of growing) say(`FOUND ${finding.kind}: ${finding.text}`);
  let saidAt = startedAt;
  const tally = await campaign({
    seed,
    requests,
    until: startedAt + minutes * 60_000,
    open: openStage,
    found: teller(seed, out),
    progress: (soFar) => {
      if (performance.now() - saidAt < 15_000) return;
      saidAt = performance.now();
      say(`${soFar.requests} sent, ${soFar.findings} findings, ${soFar.mostMemory} MB at the most`);
    },
  });
  say(`${tally.inWords()}\ntook      ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return tally.findings + growing.length + slow.length > 0 ? 1 : 0;
}

/** Each fault once: one cause shows in many requests. */
function teller(seed: number, out: string) {
  const told = new Set<string>();
  return async ({ finding, suspects }: Found, batch: number, material: Material): Promise<void> => {
    const gist = `${finding.kind} ${finding.text.replace(/\d+/g, '#').slice(0, 120)}`;
    if (told.has(gist)) return;
    told.add(gist);
    say(`FOUND ${finding.kind}, seed ${seed}, batch ${batch}: ${finding.text}`);
    const attack = await culprit(finding, suspects, material, openStage);
    if (attack === undefined) {
      say('  no single request shows it by itself');
      return;
    }
    say(`  ${attack.name}, ${attack.text.length} bytes: ${JSON.stringify(attack.text.slice(0, 800))}`);
    say(`  kept: npm run fuzz -- --replay ${keepFailure(out, { seed, finding, attack }, material)}`);
  };
}

async function replay(file: string): Promise<number> {
  return withStage(async (stage) => {
    let attack: Attack;
    try {
      attack = readFailure(file, stage.material());
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const finding = await tryAndRead(attack, stage);
    say(finding === undefined ? 'nothing is found any more' : `${finding.kind}: ${finding.text}`);
    return finding === undefined ? 0 : 1;
  });
}

async function withStage<T>(use: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage();
  try {
    return await use(stage);
  } finally {
    await stage.stop();
  }
}
