import { jsonValue, sample } from 'fast-check';
import type { JsonValue } from '../spec/json.ts';
import type { Attack, Level, Material } from './attack.ts';
import { bytes } from './levels/bytes.ts';
import { control } from './levels/control.ts';
import { http } from './levels/http.ts';
import { json } from './levels/json.ts';
import type { Make } from './levels/make.ts';
import { semantics } from './levels/semantics.ts';
import { randomFrom } from './random.ts';

export const makers: Readonly<Record<Level, Make>> = { bytes, http, json, semantics, control };

/** How many of a hundred requests are spoilt at each level of the service. */
const shares: readonly (readonly [Level, number])[] = [
  ['bytes', 15],
  ['http', 25],
  ['json', 30],
  ['semantics', 30],
];

/** The control API changes what the service answers, so its requests come by themselves, in every so many batches. */
const controlEvery = 6;

/** The requests of a batch. The same seed makes the same ones, of whatever material. */
export function makeAttacks(seed: number, batch: number, count: number, material: Material): Attack[] {
  const spare = sample(jsonValue({ maxDepth: 4 }), { seed: seed + batch, numRuns: 40 }) as JsonValue[];
  return Array.from({ length: count }, (_, index) => {
    const random = randomFrom(seed, batch, index);
    const level = batch % controlEvery === controlEvery - 1 ? 'control' : levelAt(random.below(100));
    return makers[level]({ random, material, spare });
  });
}

function levelAt(hundredth: number): Level {
  let reached = 0;
  for (const [level, share] of shares) {
    reached += share;
    if (hundredth < reached) return level;
  }
  return 'semantics';
}
