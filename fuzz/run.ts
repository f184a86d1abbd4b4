import { parseArgs } from 'node:util';
import type { Attack } from './attack.ts';
import { attackWith, openTarget } from './batch.ts';
import { campaign, type Found } from './campaign.ts';
import { readFailure, saveFailure } from './failure-file.ts';
import { growthFindings } from './growth.ts';
import { slowPatterns } from './patterns.ts';
import { openStage, type Stage } from './stage.ts';

const help = `npm run fuzz -- [options]: sends spoilt requests to a mock of its own and looks at what comes of them.
  --requests N    how many (200000)
  --seed N        the same seed sends the same requests (a new one each time)
  --path P        with --seed: only the request that fast-check finds there, as a fault is reported with
  --minutes N     stop after so many minutes, whatever is left
  --out DIR       where requests that showed a fault are kept (fuzz-failures)
  --replay FILE   send what is kept in one of those files again
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
        seed: { type: 'string' },
        path: { type: 'string' },
        minutes: { type: 'string', default: '1000' },
        out: { type: 'string', default: 'fuzz-failures' },
        replay: { type: 'string' },
        growth: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
    const { requests, seed, minutes, ...others } = given;
    if (others.path !== undefined && seed === undefined) throw new Error('--path needs the --seed that it belongs to');
    const numbers = {
      requests: Number(requests),
      seed: Number(seed ?? Date.now() % 1_000_000),
      minutes: Number(minutes),
    };
    if (Object.values(numbers).every((value) => value >= 0)) return { ...others, ...numbers };
    say('--requests, --seed and --minutes take a number');
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${help}`);
  }
  return undefined;
}

async function fuzz({ requests, seed, path, minutes, growth, out }: NonNullable<typeof values>): Promise<number> {
  say(`seed ${seed}, ${requests} requests`);
  const startedAt = performance.now();
  const measuresGrowth = growth && path === undefined;
  const growing = measuresGrowth ? await withStage((stage) => growthFindings(stage, say)) : [];
  const slow = measuresGrowth ? await slowPatterns() : [];
  for (const { where, source } of slow) say(`FOUND growth: the regular expression ${source} in ${where}`);
  for (const finding of growing) say(`FOUND ${finding.kind}: ${finding.text}`);
  let reportedAt = startedAt;
  const tally = await campaign({
    seed,
    path,
    requests,
    until: startedAt + minutes * 60_000,
    open: openStage,
    found: reporter(out),
    progress: (soFar) => {
      if (performance.now() - reportedAt < 15_000) return;
      reportedAt = performance.now();
      say(`${soFar.requests} sent, ${soFar.findings} findings, ${soFar.maxMemory} MB at most`);
    },
  });
  say(`${tally.inWords()}\ntook      ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return tally.findings + growing.length + slow.length > 0 ? 1 : 0;
}

function reporter(out: string) {
  return (fault: Found): void => {
    const { finding, seed, path, attacks } = fault;
    say(`FOUND ${finding.kind}: ${finding.text}`);
    if (attacks.length > 1) say(`  no single request of seed ${seed} shows it alone`);
    else {
      for (const { name, text } of attacks)
        say(`  ${name}, ${text.length} bytes: ${JSON.stringify(text.slice(0, 1600))}`);
      say(`  repeat: npm run fuzz -- --seed ${seed} --path ${path}`);
    }
    say(`  saved:  npm run fuzz -- --replay ${saveFailure(out, fault)}`);
  };
}

async function replay(file: string): Promise<number> {
  const siege = await openTarget(openStage);
  try {
    const material = siege.stage.material();
    let attacks: Attack[];
    try {
      attacks = readFailure(file, material);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const findings = await attackWith(siege, attacks, material);
    for (const { kind, text } of findings) say(`${kind}: ${text}`);
    if (findings.length === 0) say('no findings any more');
    return findings.length === 0 ? 0 : 1;
  } finally {
    await siege.stage.stop();
  }
}

async function withStage<T>(use: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage();
  try {
    return await use(stage);
  } finally {
    await stage.stop();
  }
}
