import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, levels, type Material } from './attack.ts';
import type { Finding } from './oracle.ts';

/** A request that showed a fault, as it is kept to be sent again. */
export interface Failure {
  seed: number;
  finding: Finding;
  attack: Attack;
}

/** Writes a failure down, the run's own token and ids as names, and says where. */
export function keepFailure(folder: string, failure: Failure, material: Material): string {
  mkdirSync(folder, { recursive: true });
  const named = Object.entries(material).reduce(
    (text, [name, value]) => (value === '' ? text : text.replaceAll(value, `{{${name}}}`)),
    failure.attack.text,
  );
  const kept = { ...failure, attack: { ...failure.attack, text: named } };
  const file = join(folder, `${failure.finding.kind}-${failure.seed}-${Date.now().toString(36)}.json`);
  writeFileSync(`${file}.part`, `${JSON.stringify(kept, null, 2)}\n`);
  renameSync(`${file}.part`, file);
  return file;
}

/** A request that was kept, of the material of this run. @throws Error that names the file. */
export function readFailure(file: string, material: Material): Attack {
  const { attack } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Failure>;
  if (attack === undefined || typeof attack.text !== 'string' || !levels.includes(attack.level)) {
    throw new Error(`${file}: no request that this command has kept`);
  }
  const text = Object.entries(material).reduce(
    (whole, [name, value]) => whole.replaceAll(`{{${name}}}`, value),
    attack.text,
  );
  return { ...attack, text };
}
