import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, levels, type Material, madeOf } from './attack.ts';
import type { Found } from './campaign.ts';

/** Placeholders in a saved failure for the material of a run. */
const names: Material = { token: '{{token}}', apiCode: '{{apiCode}}', id: '{{id}}' };

/** Saves a fault, with placeholders for the run's own token and ids, and returns the file. */
export function saveFailure(folder: string, { material, attacks, ...fault }: Found): string {
  mkdirSync(folder, { recursive: true });
  const saved = { ...fault, attacks: attacks.map((each) => ({ ...each, text: madeOf(each.text, material, names) })) };
  const file = join(folder, `${fault.finding.kind}-${fault.seed}-${Date.now().toString(36)}.json`);
  writeFileSync(`${file}.part`, `${JSON.stringify(saved, null, 2)}\n`);
  renameSync(`${file}.part`, file);
  return file;
}

/**
 * Returns the saved requests with the material of this run.
 * @throws Error that names the file.
 */
export function readFailure(file: string, material: Material): Attack[] {
  const { attacks } = failureIn(file);
  if (!Array.isArray(attacks) || !attacks.every(isAttack)) {
    throw new Error(`${file}: no requests saved by this command`);
  }
  return attacks.map((each) => ({ ...each, text: madeOf(each.text, names, material) }));
}

function isAttack({ text, level }: Partial<Attack>): boolean {
  return typeof text === 'string' && levels.some((each) => each === level);
}

function failureIn(file: string): Partial<Found> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Found>;
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
