import type { Movement } from './movement.ts';

/** The address of the service, and the client to call it as. */
export interface Connection {
  apiUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  apiCode: string;
}

/** A task as a driver gets it. Other people's scripts depend on its shape: see `version`. */
export type Brief = BriefHead & Task;

export interface BriefHead {
  version: 1;
  scenario: { id: string; title: string; given: string[] };
  connection: Connection;
}

/** Each `movement` is the receipt that a user would enter, in wire terms, with fresh synthetic data on every run. */
export type Task =
  | { action: 'submit'; movement: Movement }
  /** Several receipts at once, in this order. */
  | { action: 'submit-all'; movements: Movement[] }
  /**
   * The receipt as it should be after the update, with the tracking id that the product reported when it was submitted.
   */
  | { action: 'update'; movement: Movement; wasteTrackingId: string };
export type Action = Task['action'];

/** The brief of a production-approval scenario. */
export type SubmitBrief = BriefHead & Extract<Task, { action: 'submit' }>;

/** A brief as recorded, without its connection, which contains a secret. */
export type RecordedBrief<T extends Task = Task> = Omit<BriefHead, 'connection'> & T;
export type RecordedSubmitBrief = RecordedBrief<Extract<Task, { action: 'submit' }>>;

/** Returns the receipts of a task, in order. */
export function movementsOf(task: Task): readonly Movement[] {
  return task.action === 'submit-all' ? task.movements : [task.movement];
}

export const outcomeKinds = ['accepted', 'rejected', 'blocked', 'failed'] as const;

/** What the product says happened. `blocked`: its own validation stopped the receipt before it was sent. */
export interface Outcome {
  outcome: (typeof outcomeKinds)[number];
  wasteTrackingId?: string;
  /** The messages that the user saw. */
  messages?: string[];
}
