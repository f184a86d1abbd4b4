import { parseArgs } from 'node:util';
import type { Found } from './batch.ts';
import { campaign } from './campaign.ts';
import { keepFailure, readFailure } from './failure-file.ts';
import { growthFindings } from './growth.ts';
import type { Finding } from './oracle.ts';
import { culprit, tryAlone } from './reproduce.ts';
import { openStage, type Stage } from './stage.ts';

const help = `npm run fuzz -- [options]: sends spoilt requests to a mock of its own and looks at what comes of them.
  --requests N    how many (200000)
  --seed N        the same seed sends the same requests (a new one each time)
  --minutes N     stop after so many minutes, whatever is left
  --out DIR       where requests that showed a fault are kept (fuzz-failures)
  --replay FILE   send one of those again
  --no-growth     leave out the requests of doubling size`;

const { values } = parseArgs({
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

const say = (text: string) => process.stdout.write(`${text}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (values.help) say(help);
else if (values.replay !== undefined) process.exitCode = await replay(values.replay);
else process.exitCode = await fuzz();

async function fuzz(): Promise<number> {
  const [requests, seed, minutes] = [values.requests, values.seed, values.minutes].map(Number) as [
    number,
    number,
    number,
  ];
  if (![requests, seed, minutes].every((value) => value >= 0)) {
    say('--requests, --seed and --minutes take a number');
    return 2;
  }
  say(`seed ${seed}, ${requests} requests`);
  const startedAt = performance.now();
  const growing = values.growth ? await withStage((stage) => growthFindings(stage, say)) : [];
  for (const finding of growing) say(`FOUND ${finding.kind}: ${finding.text}`);
  const told = new Set<string>();
  let saidAt = startedAt;
  const tally = await campaign({
    seed,
    requests,
    until: startedAt + minutes * 60_000,
    open: openStage,
    found: (found, batch) => tell(found, batch, seed, told),
    progress: (soFar) => {
      if (performance.now() - saidAt < 15_000) return;
      saidAt = performance.now();
      say(`${soFar.requests} sent, ${soFar.findings} findings, ${soFar.mostMemory} MB at the most`);
    },
  });
  say(`${tally.inWords()}\ntook      ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return tally.findings + growing.length > 0 ? 1 : 0;
}

/** Each fault once: one cause shows in many requests. */
async function tell({ finding, suspects }: Found, batch: number, seed: number, told: Set<string>): Promise<void> {
  const gist = `${finding.kind} ${finding.text.replace(/\d+/g, '#').slice(0, 120)}`;
  if (told.has(gist)) return;
  told.add(gist);
  say(`FOUND ${finding.kind}, seed ${seed}, batch ${batch}: ${finding.text}`);
  const attack = await culprit(finding, suspects, openStage);
  if (attack === undefined) {
    say('  no single request shows it by itself');
    return;
  }
  const file = await withStage(async (stage) => keepFailure(values.out, { seed, finding, attack }, stage.material()));
  say(`  ${attack.name}, ${attack.text.length} bytes: ${JSON.stringify(attack.text.slice(0, 800))}`);
  say(`  kept: npm run fuzz -- --replay ${file}`);
}

async function replay(file: string): Promise<number> {
  const finding = await withStage(
    (stage): Promise<Finding | undefined> => tryAlone(readFailure(file, stage.material()), stage),
  );
  say(finding === undefined ? 'nothing is found any more' : `${finding.kind}: ${finding.text}`);
  return finding === undefined ? 0 : 1;
}

async function withStage<T>(use: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage();
  try {
    return await use(stage);
  } finally {
    await stage.stop();
  }
}
