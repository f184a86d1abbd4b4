import type { Material } from './attack.ts';
import { attackWith, type Found, openSiege } from './batch.ts';
import { makeAttacks } from './make-attacks.ts';
import type { Stage } from './stage.ts';
import { newTally, type Tally } from './tally.ts';

export interface CampaignOptions {
  seed: number;
  requests: number;
  /** When to stop, whatever is left, by `performance.now()`. */
  until?: number;
  /** Opens a mock; asked again when one has crashed. */
  open: () => Promise<Stage>;
  /** Told of each finding, in the batch of that number, and of what its requests are made of. */
  found: (found: Found, batch: number, material: Material) => Promise<void> | void;
  /** Told after each batch. */
  progress?: (tally: Tally) => void;
}

const batchSize = 400;

/** Attacks a mock, batch by batch, and looks at it after each. The stage is closed at the end. */
export async function campaign(options: CampaignOptions): Promise<Tally> {
  const { seed, requests, until = Number.POSITIVE_INFINITY, open, found, progress } = options;
  const tally = newTally();
  let siege = await openSiege(open);
  try {
    for (let batch = 0; tally.requests < requests && performance.now() < until; batch++) {
      const size = Math.min(batchSize, requests - tally.requests);
      const material = siege.stage.material();
      const attacks = makeAttacks(seed, batch, size, material);
      for (const each of await attackWith(siege, attacks, `${batch}`, tally)) {
        tally.findings += 1;
        await found(each, batch, material);
      }
      if (!siege.stage.isAlive()) {
        await siege.stage.stop();
        siege = await openSiege(open);
      }
      progress?.(tally);
    }
  } finally {
    await siege.stage.stop();
  }
  return tally;
}
