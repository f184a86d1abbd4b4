import type { Finding } from '../../spec/types/verdict.ts';

/** What must hold before a verdict is possible. Each suite adds how the mock arranges it and how traffic shows it. */
export interface Precondition {
  /** Completes "Given …". */
  text: string;
}

/** What must be true of the evidence once the preconditions hold. */
export interface Expectation<Evidence> {
  /** Completes "Then …". */
  text: string;
  /** Returns no findings if it is met, null if it cannot be evaluated. Never throws, whatever the traffic. */
  check(evidence: Evidence): Finding[] | null;
}
