import type { Task } from '../../spec/types/brief.ts';
import type { Exchange, PlannedFault } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { Category, TaskResult, Thresholds } from '../../spec/types/verdict.ts';
import type { Synthetic } from '../approval/types.ts';
import type { Expectation, Precondition } from '../shared/steps.ts';

/** Everything recorded of a product in one scenario: its exchanges, its tasks and its outcomes. */
export interface Observation {
  /** In journal order, masked. */
  exchanges: readonly Exchange[];
  /** Those of the scenario's own client, where `exchanges` has all of a run. Absent otherwise. */
  own?: readonly Exchange[];
  /** Records of the receipts of the tasks by other clients. Absent in traffic without a task. */
  elsewhere?: readonly Exchange[];
  /** Empty in traffic without a task. */
  tasks: readonly TaskResult[];
  thresholds: Thresholds;
  /** Every receipt that any scenario of the run asked for. Only where all traffic of a run is evaluated. */
  asked?: readonly Movement[];
}

/** What a task is made from. */
export interface TaskContext {
  synthetic: Synthetic;
  /** Creates a fresh receipt for the organisation of the scenario's connection. */
  receipt(): Movement;
  earlier: readonly TaskResult[];
}

/** One thing that the product is asked to do. */
export interface TaskTemplate {
  /** Completes "The product is asked to …". */
  text: string;
  /** The charge of the organisation is paid before this task. */
  organisation?: 'paid';
  /** Makes the task. Returns null to skip it, if earlier results made it unnecessary or impossible. */
  make(context: TaskContext): Task | null;
}

/** A condition that the mock arranges, or that the traffic must show, before a verdict is possible. */
export interface TrafficPrecondition extends Precondition {
  /** Planned for the scenario's client before the first task of each round; the rest is removed after it. */
  faults?: (thresholds: Thresholds) => readonly Omit<PlannedFault, 'client'>[];
  /** The faults end this long after the first of them was injected, in milliseconds. */
  faultsLastMs?: number;
  /** The organisation of the receipts: one whose service charge has lapsed. */
  organisation?: 'lapsed';
  /** Returns undefined if the traffic meets it; otherwise what was seen instead. */
  findUnmet(observation: Observation): string | undefined;
}

/** What must be true of the observation if the preconditions are met. */
export type TrafficExpectation = Expectation<Observation>;

/** How often the tasks of a scenario are given. */
export interface Rounds {
  /** Completes "The product is asked to …". */
  text: string;
  max: number;
  /** True if another round would show nothing new, or would take too long. */
  isEnough(observation: Observation, elapsedMs: number): boolean;
}

/** A scenario of the behaviour suite. */
export interface BehaviourScenario {
  id: string;
  title: string;
  /** Such as `terms:T04`. */
  requirement: string;
  category: Category;
  given: readonly [TrafficPrecondition, ...TrafficPrecondition[]];
  tasks: readonly [TaskTemplate, ...TaskTemplate[]];
  /** The tasks are given again, with other receipts, until they have shown enough. Once, if left out. */
  rounds?: Rounds;
  then: readonly [TrafficExpectation, ...TrafficExpectation[]];
  /** True if a product may stop the receipt itself before it is sent. */
  productMayBlock: boolean;
  /** The expectation of `then` that gives the scenario its name: where it could not be judged, there is no pass. */
  namedFor?: TrafficExpectation;
  /** `everything`: all traffic of the run is evaluated, not only that of these tasks. */
  evaluatesAlone: 'its-own-traffic' | 'everything';
  /** Run alone: its load would distort the waits measured in other scenarios. */
  runsAlone?: true;
}
