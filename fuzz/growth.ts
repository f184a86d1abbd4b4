import { type Attack, bytesOf, requestText } from './attack.ts';
import { type Growing, growing } from './growing.ts';
import type { Finding } from './oracle.ts';
import { firstReceipt } from './receipts.ts';
import type { Stage } from './stage.ts';
import { openLine } from './wire.ts';

/** The maximum growth of the time for four times the input: linear would be four, and a busy machine adds its own. */
const maxGrowth = 10;
/** Below this, in milliseconds, a time depends on other things than the input. */
const minTime = 150;
const maxRounds = 6;

export interface Growth {
  name: string;
  /** The best time for each size, in milliseconds. */
  times: number[];
}

/** Sizes in bytes; the last is the largest that the service reads. */
export const sizes = [64, 128, 256, 512, 1020].map((kilobytes) => kilobytes * 1024);

/**
 * Measures the time of a growing request at each size. What seems to grow too fast is measured again: a machine has
 * busy moments.
 */
export async function measureGrowth(stage: Stage, each: Growing, of = sizes): Promise<Growth> {
  const attacks = of.map((size) => attackOf(stage, each, size));
  let growth: Growth = { name: each.name, times: attacks.map(() => Number.POSITIVE_INFINITY) };
  for (let round = 0; round < 2 || (round < maxRounds && faster(growth).length > 0); round++) {
    const times: number[] = [];
    for (const attack of attacks) times.push(await timed(stage, attack));
    growth = { ...growth, times: growth.times.map((best, index) => Math.min(best, times[index] ?? best)) };
  }
  await stage.reset();
  return growth;
}

/** Returns what grows faster than its input. Two doublings are compared together: one alone may hit a busy moment. */
export function faster({ name, times }: Growth): Finding[] {
  return times.slice(2).flatMap((time, index): Finding[] => {
    const before = Math.max(times[index] ?? 0, minTime / maxGrowth);
    if (time < minTime || time / before <= maxGrowth) return [];
    const shown = times.map((each) => Math.round(each)).join(', ');
    return [{ kind: 'growth', text: `${name}: ${shown} ms for inputs of doubling size` }];
  });
}

export async function growthFindings(stage: Stage, say: (line: string) => void): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const each of growing) {
    const growth = await measureGrowth(stage, each);
    say(`  ${growth.name}: ${growth.times.map((time) => Math.round(time)).join(', ')} ms`);
    findings.push(...faster(growth).slice(0, 1));
  }
  return findings;
}

function attackOf(stage: Stage, { name, body, head = {} }: Growing, size: number): Attack {
  const { method = 'POST', path = '/movements/receive', type = 'application/json' } = head;
  const { token } = stage.material();
  const headers = [
    ['authorization', `Bearer ${token}`],
    ['content-type', type],
  ] as const;
  const text = bytesOf(body(size, firstReceipt(stage.material())));
  return { level: 'json', name, text: requestText({ method, path, headers, body: text }), isAlone: false };
}

async function timed(stage: Stage, attack: Attack): Promise<number> {
  const line = openLine(stage.port);
  const { ms, answers } = await line.send(attack);
  line.close();
  return answers.length === 0 ? Number.MAX_SAFE_INTEGER : ms;
}
