import type { Outcome, RecordedBrief } from './brief.ts';
import type { PlannedFault } from './exchange.ts';

export const verdicts = ['pass', 'fail', 'not-exercised', 'blocked', 'not-applicable', 'error'] as const;

/**
 * `fail`: the preconditions held and an expectation was broken · `not-exercised`: the preconditions were never met ·
 * `blocked`: the product stopped the receipt itself, a person must assess the evidence · `error`: the product could not
 * be driven, or the harness failed, so nothing was evaluated.
 */
export type Verdict = (typeof verdicts)[number];

/** One piece of information for the reader, in a sentence for people who have never seen the code. */
export interface Finding {
  text: string;
  /** The field concerned, as a wire key (`carrier.registrationNumber`). */
  field?: string;
  /** What was expected there and what was found, as JSON text or in words. */
  expected?: string;
  found?: string;
  /**
   * `warning`: for the reader to weigh; it breaks no expectation · `note`: not wrong yet, as where a duty begins later.
   * Absent in findings that break an expectation.
   */
  level?: 'warning' | 'note';
}

/** A precondition or an expectation with its result. `met` is null if it was not evaluated. */
export interface StepResult {
  text: string;
  met: boolean | null;
  finding: Finding | null;
}

/** What the service's own checker would say of the stored movement. */
export interface CheckerVerdict {
  status: 'Pass' | 'Fail';
  message: string;
}

/** The scenario's area in the documents, and its weight there. */
export interface Category {
  area: string;
  /** Empty if the page names no weight. */
  weight: '' | 'Mandatory' | 'Advisory';
}

/** A task of the product, and the outcomes that it reported. */
export interface TaskResult {
  brief: RecordedBrief;
  /** One for each receipt of the task, in order. Null if the product gave none; `problem` says why. */
  outcomes: Outcome[] | null;
  problem: string | null;
  /** The journal's last position before the task began. */
  after: number;
  /** The journal's last position when the product had given its outcome, and the requests that it had begun had ended. */
  until: number;
  /** Faults that were planned for the task and never injected. */
  unusedFaults: PlannedFault[];
}

/** Out of scope, or stopped by the product itself, as the vendor declares. A person assesses the reason. */
export interface Declaration {
  kind: 'not-applicable' | 'blocked';
  reason: string;
  evidence: string | null;
}

/** A requirement that no traffic can show: the question, and the vendor's answer. It never counts as passed. */
export interface SelfDeclaration {
  /** Such as `terms:T13`. */
  requirement: string;
  question: string;
  answer: string | null;
  evidence: string | null;
}

/** The complete result of one scenario. */
export interface ScenarioResult {
  id: string;
  title: string;
  /** Such as `pat:R04`. */
  requirement: string;
  category: Category;
  verdict: Verdict;
  /** Null if the service's checker does not support the scenario, or nothing was stored for it to assess. */
  checker: CheckerVerdict | null;
  given: StepResult[];
  then: StepResult[];
  /** Every finding behind the verdict, including those of the steps. */
  findings: Finding[];
  /** Why the documented verdict and the checker's differ, if they do. */
  difference: string | null;
  /** The journal positions of the evidence for the verdict. */
  exchanges: number[];
  wasteTrackingIds: string[];
  /** The product's tasks and their outcomes, in order. Empty if no driver was asked. */
  tasks: TaskResult[];
  /** The vendor's declaration about the scenario in the configuration. Null if there is none. */
  declaration: Declaration | null;
  /** Other attempts at the scenario that met its preconditions: the newest valid one counts, and these stay visible. */
  history: { exchange: number; at: string; verdict: Verdict }[];
  /** When the product was asked to act: ISO 8601, UTC; and how long it took, in milliseconds. */
  testedAt: string | null;
  durationMs: number | null;
}

/** The thresholds of the behaviour suite. A vendor may set stricter ones, never laxer: see `rehearsal.config.yaml`. */
export interface Thresholds {
  /** The minimum growth of each wait over the one before, on average, while the service refuses with 429. */
  backoffGrowth: number;
  /** The maximum number of attempts at one receipt, and of other requests, in any minute while the service refuses it. */
  attemptsPerMinute: number;
  /** The delay of the slow response, in milliseconds: longer than most products wait. */
  slowAnswerMs: number;
}

/**
 * Growth: the point of back-off is that waits grow; doubling is usual and 1.5 the minimum. Attempts: waits that grow by
 * 1.5 from half a second, with jitter, make up to 14.
 */
export const usualThresholds: Thresholds = { backoffGrowth: 1.5, attemptsPerMinute: 15, slowAnswerMs: 12_000 };
