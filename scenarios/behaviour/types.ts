import type { Task } from '../../spec/types/brief.ts';
import type { Exchange, PlannedFault } from '../../spec/types/exchange.ts';
import type { Movement } from '../../spec/types/movement.ts';
import type { Category, Finding, TaskResult, Thresholds } from '../../spec/types/verdict.ts';
import type { Synthetic } from '../approval/types.ts';

/** All that was seen of a product in one scenario: what reached the service, what it was asked, and what it said. */
export interface Observation {
  /** In journal order, masked. */
  exchanges: readonly Exchange[];
  /** Empty in traffic that nobody asked for. */
  tasks: readonly TaskResult[];
  thresholds: Thresholds;
}

/** What an ask is made from. */
export interface TaskContext {
  synthetic: Synthetic;
  /** A fresh receipt for the organisation of the scenario's connection. */
  receipt(): Movement;
  earlier: readonly TaskResult[];
}

/** One thing that the product is asked to do. */
export interface TaskTemplate {
  /** Completes "The product is asked to …". */
  text: string;
  /** Null where what came of the asks before makes it needless, or leaves nothing to ask for. */
  make(stage: TaskContext): Task | null;
}

/** A circumstance that the service arranges, or that the traffic must show, before anything can be judged. */
export interface TrafficPrecondition {
  /** Completes "Given …". */
  text: string;
  /** Planned for the scenario's client before the first ask; what is left of them is lifted before the second. */
  faults?: (thresholds: Thresholds) => readonly Omit<PlannedFault, 'client'>[];
  /** The organisation that receipts are for: one whose service charge has lapsed. */
  organisation?: 'lapsed';
  /** Undefined where it was met in this traffic, whoever asked for it; else what was seen in its place. */
  findUnmet(observation: Observation): string | undefined;
}

/** What must be true of the product's conduct once the circumstances were met. */
export interface TrafficExpectation {
  /** Completes "Then …". */
  text: string;
  /** None when it is met; null when it cannot be judged, as no outcome is known. Never throws for bad traffic. */
  check(observation: Observation): Finding[] | null;
}

/** A scenario of the behaviour suite: how a product behaves, over all that it does. */
export interface BehaviourScenario {
  id: string;
  title: string;
  /** Such as `terms:T04`. */
  requirement: string;
  category: Category;
  given: readonly [TrafficPrecondition, ...TrafficPrecondition[]];
  tasks: readonly [TaskTemplate, ...TaskTemplate[]];
  then: readonly [TrafficExpectation, ...TrafficExpectation[]];
  /** True where a product may rightly stop the receipt itself before it is sent. */
  productMayBlock: boolean;
  /** `everything`: all traffic of the run is judged, not only what these asks brought. */
  evaluatesAlone: 'its-own-traffic' | 'everything';
  /** Performed by itself: it keeps the machine so busy that others beside it would be seen to wait longer than they meant. */
  runsAlone?: true;
}
