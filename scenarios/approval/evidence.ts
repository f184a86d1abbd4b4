import type { Outcome, RecordedSubmitBrief } from '../../spec/types/brief.ts';
import type { Exchange } from '../../spec/types/exchange.ts';

/** Whether and how the product was made to act. `nobody`: its own traffic is judged, no driver asked for it. */
export type DriverOutcome =
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'driver-error'; problem: string }
  | { kind: 'passive' };

/** All that a verdict on one scenario may rest on. */
export interface ScenarioEvidence {
  /** Every exchange of the scenario's client, whatever the operation, in journal order and masked. */
  exchanges: readonly Exchange[];
  brief: RecordedSubmitBrief | null;
  driverResult: DriverOutcome;
  testedAt: string | null;
  durationMs: number | null;
}
