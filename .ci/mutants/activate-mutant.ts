/**
 * Set-up of every test file in a run of the mutation tester: activates the mutant before the file is evaluated, so that
 * what a test file prepares outside of its tests is mutated too. Stryker itself activates it with the first test.
 */
import fc from 'fast-check';
import { inject } from 'vitest';

interface Provided {
  mode: 'dry-run' | 'mutant';
  globalNamespace: '__stryker__' | '__stryker2__';
  activeMutant: string;
}

const provided = (key: keyof Provided) => (inject as (key: string) => unknown)(key);
const state = globalThis as unknown as Record<string, { activeMutant?: unknown }>;

// Constants of the sources keep their unmutated values, in a thread that was started for a mutant too.
const sources = import.meta.glob(['../../scenarios/**/*.ts', '../../mock/rules/**/*.ts', '!**/*.test.ts']);
const namespace = String(provided('globalNamespace'));
const known = state[namespace] ?? {};
state[namespace] = known;
delete known.activeMutant;
await Promise.all(Object.values(sources).map((load) => load()));
if (provided('mode') === 'mutant') known.activeMutant = provided('activeMutant');

// Tests with arbitrary input look for what nobody thought of; a mutant is a fault that somebody did think of.
fc.configureGlobal({ numRuns: 10 });
