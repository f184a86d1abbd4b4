import type { Rehearsal } from '../../reports/rehearsal.ts';
import type { SuiteName } from '../../scenarios/suites.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { type ScenarioResult, usualThresholds } from '../../spec/types/verdict.ts';
import { buildRehearsal } from '../run/build-rehearsal.ts';

export interface Watched {
  startedAt: Date;
  suite: SuiteName;
  contract: Contract;
  /** In the order of the suites. */
  results: readonly ScenarioResult[];
  /** In journal order, masked. */
  exchanges: readonly Exchange[];
}

/** Builds the canonical report of watched traffic. */
export function watchedRehearsal({ startedAt, suite, contract, results, exchanges }: Watched): Rehearsal {
  const settings: Rehearsal['settings'] = {
    suite,
    driver: 'watch',
    ruleSet: contract.ruleSet,
    asOf: contract.asOf,
    ...(contract.profile === null ? {} : { profile: contract.profile }),
    seed: 0,
    timeoutMs: 0,
    concurrency: 1,
    thresholds: usualThresholds,
    scenarios: results.map(({ id }) => id),
  };
  const unknown = { product: null, signatory: null, selfDeclarations: [] };
  return buildRehearsal({
    startedAt,
    settings,
    contract,
    results: [...results],
    exchanges: [...exchanges],
    ...unknown,
  });
}
