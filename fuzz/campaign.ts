import * as fc from 'fast-check';
import type { Attack, Material } from './attack.ts';
import { attackWith, openTarget } from './batch.ts';
import type { Finding } from './oracle.ts';
import { requestsOf } from './requests.ts';
import type { Stage } from './stage.ts';
import { newTally, type Tally } from './tally.ts';

/** A fault, and the smallest request that was found to show it; a whole batch if no request does so by itself. */
export interface Found {
  finding: Finding;
  /** The seed for fast-check to make the same request again; the path is empty for a batch. */
  seed: number;
  path: string;
  attacks: readonly Attack[];
  /** The data that the requests are made from. */
  material: Material;
}

export interface CampaignOptions {
  seed: number;
  /** The path to one request of that seed, to send it alone. */
  path?: string | undefined;
  requests: number;
  /** The time to stop at the latest, by `performance.now()`. */
  until?: number;
  /** Opens a mock; called again when one has crashed. */
  open: () => Promise<Stage>;
  /** Called with each new fault. */
  found: (found: Found) => void;
  /** Called after each batch. */
  progress?: (tally: Tally) => void;
}

const batchSize = 400;
/** The maximum number of smaller requests tried for one fault. */
const maxAttempts = 150;

/** Attacks a mock, batch by batch, and checks it after each. Each batch has its own seed, one more than the last. */
export async function campaign(options: CampaignOptions): Promise<Tally> {
  const { seed, path, requests, until = Number.POSITIVE_INFINITY, open, found, progress } = options;
  const tally = newTally();
  const known = new Set<string>();
  let target = await openTarget(open);
  const material = target.stage.material();

  const look = async (attacks: readonly Attack[], counted?: Tally): Promise<Finding[]> => {
    const findings = await attackWith(target, attacks, material, counted);
    // A mock that has ended or responds differently cannot show anything more.
    if (findings.some(({ kind }) => kind === 'crash' || kind === 'pollution')) {
      await target.stage.stop();
      target = await openTarget(open);
    }
    return findings;
  };

  /** Shrinks the request at a path until no smaller one shows a finding of that kind; undefined if none does. */
  const shrunk = async (batchSeed: number, from: string, kind?: Finding['kind']): Promise<Found | undefined> => {
    const shown: Finding[] = [];
    let attempts = 0;
    const holds = fc.asyncProperty(requestsOf(batchSeed, material), async (attack) => {
      if (++attempts > maxAttempts) return;
      const finding = (await look([attack])).find((each) => kind === undefined || each.kind === kind);
      if (finding === undefined) return;
      shown.push(finding);
      throw new Error(finding.text);
    });
    const result = await fc.check(holds, { seed: batchSeed, path: from, numRuns: 1 });
    const finding = shown.at(-1);
    if (result.counterexample === null) return undefined;
    if (finding === undefined || result.counterexamplePath === null) throw result.errorInstance;
    return { finding, seed: batchSeed, path: result.counterexamplePath, attacks: result.counterexample, material };
  };

  /** Returns the index of the request that shows a finding of that kind, by bisecting the batch. */
  const culprit = async (attacks: readonly Attack[], kind: Finding['kind']): Promise<number> => {
    let [from, to] = [0, attacks.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      const isShown = (await look(attacks.slice(from, middle))).some((each) => each.kind === kind);
      [from, to] = isShown ? [from, middle] : [middle, to];
    }
    return from;
  };

  const report = (fault: Found): void => {
    known.add(gist(fault.finding));
    tally.findings += 1;
    found(fault);
  };

  try {
    if (path !== undefined) {
      const fault = await shrunk(seed, path);
      if (fault !== undefined) report(fault);
      return tally;
    }
    for (let batch = 0; tally.requests < requests && performance.now() < until; batch++) {
      const numRuns = Math.min(batchSize, requests - tally.requests);
      const attacks = fc.sample(requestsOf(seed + batch, material), { seed: seed + batch, numRuns });
      const finding = (await look(attacks, tally)).find((each) => !known.has(gist(each)));
      if (finding !== undefined) {
        known.add(gist(finding));
        // The first path step of fast-check is the request's number in the run.
        const alone = await shrunk(seed + batch, String(await culprit(attacks, finding.kind)), finding.kind);
        report(alone ?? { finding, seed: seed + batch, path: '', attacks, material });
      }
      progress?.(tally);
    }
  } finally {
    await target.stage.stop();
  }
  return tally;
}

/** Returns the finding without its variable parts: one cause shows in many requests. */
function gist({ kind, text }: Finding): string {
  return `${kind} ${text.replace(/\d+/g, '#').slice(0, 120)}`;
}
