import { join } from 'node:path';
import { readYaml } from './read-yaml.ts';

/** Something that the running service checks beyond what a schema can say. */
export interface Condition {
  /** Names of fields, `*` for every element of a list. */
  fields: string[];
  service: string;
  document: string;
  source: string;
  since: string;
}

/** A known defect of the running service. */
export interface Defect {
  service: string;
  /** What a repaired service would do. */
  repaired: string;
  source: string;
  since: string;
}

let conditionList: Record<string, Condition> | undefined;
let defectList: Record<string, Defect> | undefined;

/** The conditions of `conditions.yaml`, by id. Read on first use. */
export function conditions(): Readonly<Record<string, Condition>> {
  conditionList ??= (read('conditions.yaml') as { conditions: Record<string, Condition> }).conditions;
  return conditionList;
}

/** The defects of `defects.yaml`, by id. Read on first use. */
export function defects(): Readonly<Record<string, Defect>> {
  defectList ??= (read('defects.yaml') as { defects: Record<string, Defect> }).defects;
  return defectList;
}

function read(name: string): unknown {
  return readYaml(join(import.meta.dirname, name));
}
