import type { Exchange } from '../spec/types/exchange.ts';
import type { ScenarioResult, SelfDeclaration, Thresholds, Verdict } from '../spec/types/verdict.ts';

/**
 * A complete run: settings, verdicts and their evidence. The canonical report (`rehearsal.json`) is this value as JSON;
 * every other format is rendered from it. Its JSON Schema is `rehearsal.schema.json` beside this file.
 */
export interface Rehearsal {
  /** The version of this shape. */
  format: 'receipt-rehearsal/2';
  tool: { name: 'receipt-rehearsal'; version: string };
  /** True if texts and data were removed for sharing: the verdicts can no longer be recomputed. */
  redacted: boolean;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string;
  /**
   * Why the run ended before its end: it was interrupted, or the product could not be driven several times in a row for
   * the same reason. Absent if it was completed.
   */
  brokenOff?: 'interrupted' | 'undriven';
  /** The rehearsed software and the signatory, as the vendor names them. `role` may be empty. */
  product: { name: string; version: string } | null;
  signatory: { name: string; role: string } | null;
  settings: Settings;
  /** SHA-256, in hex, of the published document, of the overlays, and of the compiled contract. */
  contract: {
    title: string;
    version: string;
    documentHash: string;
    overlayHashes: Record<string, string>;
    hash: string;
  };
  /** The version of the evaluation: see `scenarios/rules-version.ts`. Another version may give other verdicts. */
  rules: { version: number };
  environment: { node: string; platform: string };
  /** How many scenarios have each verdict; every verdict is there, zeros included. */
  counts: Record<Verdict, number>;
  scenarios: ScenarioResult[];
  /** The vendor's answers about requirements that traffic cannot show. They never count as passed. */
  selfDeclarations: SelfDeclaration[];
  /** Every exchange of the run, in journal order, secrets and tokens masked. */
  exchanges: Exchange[];
}

export interface Settings {
  suite: 'pat' | 'behaviour' | 'all';
  /** As given on the command line, such as `exec:python3 submit.py`. */
  driver: string;
  ruleSet: 'observed' | 'published';
  /** The date of the contract: the mock answered as the service did then. `2026-10` or `2026-09-17`. */
  asOf: string;
  seed: number;
  timeoutMs: number;
  /** How many scenarios ran at once. */
  concurrency: number;
  thresholds: Thresholds;
  /** The ids of the scenarios to run, in the order of the suite. */
  scenarios: string[];
}
