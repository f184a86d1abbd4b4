import * as fc from 'fast-check';
import type { Attack, Level, Material } from './attack.ts';
import { bytes } from './levels/bytes.ts';
import { control } from './levels/control.ts';
import { http } from './levels/http.ts';
import { json } from './levels/json.ts';
import { semantics } from './levels/semantics.ts';

export const makers: Readonly<Record<Level, (material: Material) => fc.Arbitrary<Attack>>> = {
  bytes,
  http,
  json,
  semantics,
  control,
};

/** The share of requests at each level of the service. */
const shares = { bytes: 15, http: 25, json: 30, semantics: 30 } as const;

/**
 * Generates the requests of a seed. The control API changes the service's responses, so its requests are sent
 * separately, in one seed of six.
 */
export function requestsOf(seed: number, material: Material): fc.Arbitrary<Attack> {
  if (seed % 6 === 5) return control(material);
  const levels = Object.entries(shares) as [Level, number][];
  return fc.oneof(...levels.map(([level, weight]) => ({ weight, arbitrary: makers[level](material) })));
}
