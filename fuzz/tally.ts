import { type Attack, type Level, levels } from './attack.ts';
import type { Outcome } from './wire.ts';

/** Counts of requests and responses. */
export interface Tally {
  readonly requests: number;
  readonly maxMemory: number;
  findings: number;
  count(attack: Attack, outcome: Outcome): void;
  remember(memory: number): void;
  /** Returns requests by level, and responses by status, as lines. */
  inWords(): string;
}

export function newTally(): Tally {
  const byLevel = new Map<Level, number>(levels.map((level) => [level, 0]));
  const byStatus = new Map<string, number>();
  const slowest = { ms: 0, name: '', bytes: 0 };
  const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let maxMemory = 0;
  return {
    findings: 0,
    get requests() {
      return [...byLevel.values()].reduce((sum, count) => sum + count, 0);
    },
    get maxMemory() {
      return maxMemory;
    },
    count(attack, { answers, ms }) {
      add(byLevel, attack.level);
      if (answers.length === 0) add(byStatus, 'none');
      for (const { status } of answers) add(byStatus, String(status));
      if (ms > slowest.ms) Object.assign(slowest, { ms, name: attack.name, bytes: attack.text.length });
    },
    remember(memory) {
      maxMemory = Math.max(maxMemory, memory);
    },
    inWords() {
      const row = (counts: ReadonlyMap<string, number>) =>
        [...counts].toSorted(([one], [other]) => one.localeCompare(other)).map(([key, count]) => `${key} ${count}`);
      return [
        `requests  ${this.requests}: ${[...byLevel].map(([level, count]) => `${level} ${count}`).join(', ')}`,
        `answers   ${row(byStatus).join(', ')}`,
        `slowest   ${Math.round(slowest.ms)} ms: ${slowest.name}, ${slowest.bytes} bytes, with others in parallel`,
        `memory    ${maxMemory} MB resident at most, after a batch`,
        `findings  ${this.findings}`,
      ].join('\n');
    },
  };
}
