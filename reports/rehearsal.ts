import type { Exchange } from '../spec/types/exchange.ts';
import type { ScenarioResult, SelfDeclaration, Thresholds, Verdict } from '../spec/types/verdict.ts';

/**
 * A whole run: settings, verdicts and the evidence that they rest on. The canonical report (`rehearsal.json`) is this
 * value as JSON; every other format is drawn from it. Its JSON Schema is `rehearsal.schema.json` beside this file.
 */
export interface Rehearsal {
  /** The version of this shape. */
  format: 'receipt-rehearsal/1';
  tool: { name: 'receipt-rehearsal'; version: string };
  /** True where texts and data were taken out, to hand it on: its verdicts cannot be recomputed any more. */
  redacted: boolean;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string;
  /** The software that was rehearsed, and who is to sign for it, as the vendor says. `role` may be empty. */
  product: { name: string; version: string } | null;
  signatory: { name: string; role: string } | null;
  settings: Settings;
  /** SHA-256, in hex, of what decided: the published document, the overlays, and the two together as compiled. */
  contract: {
    title: string;
    version: string;
    documentHash: string;
    overlayHashes: Record<string, string>;
    hash: string;
  };
  /** The version of what judged: see `scenarios/rules-version.ts`. Another version may judge otherwise. */
  rules: { version: number };
  environment: { node: string; platform: string };
  /** How many scenarios have each verdict; every verdict is there, zeros included. */
  counts: Record<Verdict, number>;
  scenarios: ScenarioResult[];
  /** What cannot be seen on the wire: the vendor's own word on it. It never counts as passed. */
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
  /** How many scenarios were driven at a time. */
  concurrency: number;
  thresholds: Thresholds;
  /** The ids that were asked for, in the order of the suite. */
  scenarios: string[];
}
