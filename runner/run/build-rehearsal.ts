import type { Rehearsal, Settings } from '../../reports/rehearsal.ts';
import { countVerdicts } from '../../reports/text/verdict-summary.ts';
import { rulesVersion } from '../../scenarios/rules-version.ts';
import type { Contract } from '../../spec/contract/contract.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import type { ScenarioResult, SelfDeclaration } from '../../spec/types/verdict.ts';
import { toolVersion } from '../cli/check-runtime.ts';

export interface CompletedRun {
  startedAt: Date;
  brokenOff?: Rehearsal['brokenOff'];
  settings: Settings;
  contract: Contract;
  /** In the order of the suites. */
  results: ScenarioResult[];
  /** In journal order, masked. */
  exchanges: Exchange[];
  product: Rehearsal['product'];
  signatory: Rehearsal['signatory'];
  selfDeclarations: readonly SelfDeclaration[];
}

/** Builds the canonical report of a finished run. */
export function buildRehearsal(run: CompletedRun): Rehearsal {
  const { startedAt, brokenOff, settings, contract, results, exchanges, product, signatory, selfDeclarations } = run;
  return {
    format: 'receipt-rehearsal/2',
    tool: { name: 'receipt-rehearsal', version: toolVersion() },
    redacted: false,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    ...(brokenOff && { brokenOff }),
    product,
    signatory,
    settings,
    contract: {
      title: contract.title,
      version: contract.version,
      documentHash: contract.documentHash,
      overlayHashes: contract.overlayHashes,
      hash: contract.hash,
    },
    rules: { version: rulesVersion },
    environment: { node: process.version, platform: `${process.platform} ${process.arch}` },
    counts: countVerdicts(results),
    scenarios: results,
    selfDeclarations: [...selfDeclarations],
    exchanges,
  };
}
