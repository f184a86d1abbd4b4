import type { Outcome, RecordedBrief } from './brief.ts';
import type { PlannedFault } from './exchange.ts';

export const verdicts = ['pass', 'fail', 'not-exercised', 'blocked', 'not-applicable', 'error'] as const;

/**
 * `fail`: the conditions held and an expectation broke · `not-exercised`: the conditions were never met ·
 * `blocked`: the product stopped the receipt itself, a person must judge the evidence ·
 * `error`: the product could not be driven, or the harness broke, so nothing was judged.
 */
export type Verdict = (typeof verdicts)[number];

/** One thing that a reader should know, in a sentence for somebody who never saw the code. */
export interface Finding {
  text: string;
  /** The field concerned, as a wire key (`carrier.registrationNumber`). */
  field?: string;
  /** What was expected there and what was found, as JSON text or words. */
  expected?: string;
  found?: string;
  /** A warning is for a reader to weigh: it breaks no expectation. Absent in what does. */
  level?: 'warning';
}

/** A condition or an expectation with its result. `met` is null where it was not judged. */
export interface StepResult {
  text: string;
  met: boolean | null;
  finding: Finding | null;
}

/** What the service's own checker would answer for the stored movement. */
export interface CheckerVerdict {
  status: 'Pass' | 'Fail';
  message: string;
}

/** How sure the documents are about a scenario: its area and its weight there. */
export interface Category {
  area: string;
  /** Empty where the page names no weight. */
  weight: '' | 'Mandatory' | 'Advisory';
}

/** One thing that the product was asked to do, and what it said came of it. */
export interface TaskResult {
  brief: RecordedBrief;
  /** One for each receipt asked for, in their order. Null where the product could not be driven; `problem` says why. */
  outcomes: Outcome[] | null;
  problem: string | null;
  /** The journal's last position before the product was asked. */
  after: number;
  /** Faults that were planned for it and never met. */
  unusedFaults: PlannedFault[];
}

/** Out of scope, or stopped by the product itself, as the vendor says. A person judges the reason. */
export interface Declaration {
  kind: 'not-applicable' | 'blocked';
  reason: string;
  evidence: string | null;
}

/** A duty that cannot be seen on the wire: the question, and what the vendor answers. It never counts as passed. */
export interface SelfDeclaration {
  /** Such as `terms:T13`. */
  requirement: string;
  question: string;
  answer: string | null;
  evidence: string | null;
}

/** Everything that was found out about one scenario. */
export interface ScenarioResult {
  id: string;
  title: string;
  /** Such as `pat:R04`. */
  requirement: string;
  category: Category;
  verdict: Verdict;
  /** Null where the service's checker does not support the scenario, or nothing was stored for it to look at. */
  checker: CheckerVerdict | null;
  given: StepResult[];
  then: StepResult[];
  /** Every finding behind the verdict, those of the steps included. */
  findings: Finding[];
  /** Where documented verdict and checker verdict differ: why. */
  difference: string | null;
  /** Journal positions that the verdict rests on. */
  exchanges: number[];
  wasteTrackingIds: string[];
  /** What the product was asked to do and said of it, in order. Empty where nobody asked it. */
  tasks: TaskResult[];
  /** What the vendor declares about the scenario in its configuration. Null where it declares nothing. */
  declaration: Declaration | null;
  /** Earlier attempts at the scenario that met its conditions: the newest counts, and these stay visible. */
  history: { exchange: number; at: string; verdict: Verdict }[];
  /** When the product was asked to act: ISO 8601, UTC; and how long it took, in milliseconds. */
  testedAt: string | null;
  durationMs: number | null;
}

/** What the behaviour suite measures by. A vendor may ask more of its product, never less: see `rehearsal.config.yaml`. */
export interface Thresholds {
  /** How much longer each wait must be than the one before, while the service refuses with 429. */
  backoffGrowth: number;
  /** How many attempts at one receipt may be made in any minute while the service refuses it. */
  attemptsPerMinute: number;
  /** How late the slow answer comes, in milliseconds: later than most products wait. */
  slowAnswerMs: number;
}

/** Growth: the issue of back-off is that it grows; doubling is usual and 1.5 the least. Attempts: doubling from half a second makes seven. */
export const usualThresholds: Thresholds = { backoffGrowth: 1.5, attemptsPerMinute: 8, slowAnswerMs: 12_000 };
