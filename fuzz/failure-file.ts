import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, levels, type Material, madeOf } from './attack.ts';
import type { Finding } from './oracle.ts';

/** A request that showed a fault, as it is kept to be sent again. */
export interface Failure {
  seed: number;
  finding: Finding;
  attack: Attack;
}

/** What stands for the material of a run in what is kept. */
const names: Material = { token: '{{token}}', apiCode: '{{apiCode}}', id: '{{id}}' };

/** Writes a failure down, the run's own token and ids as names, and says where. */
export function keepFailure(folder: string, failure: Failure, material: Material): string {
  mkdirSync(folder, { recursive: true });
  const { seed, finding, attack } = failure;
  const kept = { seed, finding, attack: { ...attack, text: madeOf(attack.text, material, names) } };
  const file = join(folder, `${finding.kind}-${seed}-${Date.now().toString(36)}.json`);
  writeFileSync(`${file}.part`, `${JSON.stringify(kept, null, 2)}\n`);
  renameSync(`${file}.part`, file);
  return file;
}

/** A request that was kept, of the material of this run. @throws Error that names the file. */
export function readFailure(file: string, material: Material): Attack {
  const { attack } = failureIn(file);
  if (attack === undefined || typeof attack.text !== 'string' || !levels.includes(attack.level)) {
    throw new Error(`${file}: no request that this command has kept`);
  }
  return { ...attack, text: madeOf(attack.text, names, material) };
}

function failureIn(file: string): Partial<Failure> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Failure>;
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
