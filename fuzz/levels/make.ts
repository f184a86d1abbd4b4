import type { JsonValue } from '../../spec/json.ts';
import type { Attack, Material } from '../attack.ts';
import type { Random } from '../random.ts';

/** What a request is made with. */
export interface Means {
  random: Random;
  material: Material;
  /** JSON values of any shape, to put where others stood. */
  spare: readonly JsonValue[];
}

/** Makes one spoilt request. */
export type Make = (means: Means) => Attack;
